package dev.coppice.models.keras;

import dev.coppice.models.graph.Tensor;
import dev.coppice.models.keras.layer.LayerWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The weights of an archive, {@code layers/conv2d_1/vars/0}: the classes of layers, counted in each model, and variables by
 * number.
 */
final class ArchiveWeights implements WeightFile {
    private static final String LAYERS = "layers";

    /** What the first archives called the group of layers. */
    private static final String FORMER = "_layer_checkpoint_dependencies";

    private final Hdf5 file;
    private final boolean former;

    ArchiveWeights(Hdf5 file) {
        this.file = file;
        this.former = !file.hasGroup(List.of(LAYERS)) && file.hasGroup(List.of(FORMER));
    }

    @Override
    public LayerWeights of(LayerPlace place) {
        List<String> groups = former
                ? place.groups().stream()
                        .map(g -> g.equals(LAYERS) ? FORMER : g)
                        .toList()
                : place.groups();
        return part -> variables(groups, part);
    }

    /** Variables of a layer, or of one inside it, whose group Keras 2 calls after a private attribute. */
    private List<Tensor> variables(List<String> groups, String part) {
        List<String> path = new ArrayList<>(groups);
        if (!part.isEmpty()) {
            path.add(file.names(groups).contains("_" + part) ? "_" + part : part);
        }
        path.add("vars");
        Set<String> names = file.names(path);
        List<Tensor> all = new ArrayList<>();
        while (names.contains(String.valueOf(all.size()))) {
            List<String> variable = new ArrayList<>(path);
            variable.add(String.valueOf(all.size()));
            all.add(file.numbers(variable));
        }
        return all;
    }
}
