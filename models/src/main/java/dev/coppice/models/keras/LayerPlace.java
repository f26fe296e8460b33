package dev.coppice.models.keras;

import java.util.ArrayList;
import java.util.List;

/**
 * A layer's place in a model, in the words of both kinds of files.
 *
 * @param groups the groups of an archive that lead to it: {@code layers}, and its class with a number
 * @param top the layer of the outermost model that holds it, or itself
 * @param name its own name
 */
record LayerPlace(List<String> groups, String top, String name) {
    LayerPlace {
        groups = List.copyOf(groups);
    }

    /** The whole model. */
    static final LayerPlace ROOT = new LayerPlace(List.of(), "", "");

    /** A layer of the model at this place. */
    LayerPlace layer(String group, String layer) {
        List<String> path = new ArrayList<>(groups);
        path.add("layers");
        path.add(group);
        return new LayerPlace(path, top.isEmpty() ? layer : top, layer);
    }
}
