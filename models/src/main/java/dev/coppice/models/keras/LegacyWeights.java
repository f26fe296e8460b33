package dev.coppice.models.keras;

import dev.coppice.models.graph.Tensor;
import dev.coppice.models.keras.layer.LayerWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The weights of an {@code .h5} file: a group for each layer of the outermost model, with an ordered list of the names of its
 * variables. A nested model has the variables of all its layers in one group, told apart by the names of the layers.
 */
final class LegacyWeights implements WeightFile {
    private static final String ROOT = "model_weights";

    private final Hdf5 file;

    LegacyWeights(Hdf5 file) {
        this.file = file;
    }

    @Override
    public LayerWeights of(LayerPlace place) {
        return part -> variables(place, part);
    }

    private List<Tensor> variables(LayerPlace place, String part) {
        List<String> group = List.of(ROOT, place.top());
        List<String> all = names(group);
        List<String> own = place.top().equals(place.name()) && !isNested(place) ? all : of(place.name(), all);
        List<String> wanted = part.isEmpty() ? own : of(inner(part), own);
        return wanted.stream()
                .map(name -> {
                    List<String> path = new ArrayList<>(group);
                    path.addAll(Arrays.asList(name.split("/")));
                    return file.numbers(path);
                })
                .toList();
    }

    private static boolean isNested(LayerPlace place) {
        return place.groups().size() > 2;
    }

    /** An inner layer's name in the names of variables: {@code query_dense} is {@code query}. */
    private static String inner(String part) {
        String name = part.startsWith("_") ? part.substring(1) : part;
        return name.equals("output_dense") ? "attention_output" : name.replace("_dense", "");
    }

    /** The variables directly below a layer's name; else those anywhere below it. */
    private static List<String> of(String layer, List<String> names) {
        List<String> direct = names.stream()
                .filter(name -> ("/" + name).endsWith("/" + layer + name.substring(Math.max(0, name.lastIndexOf('/')))))
                .toList();
        return direct.isEmpty()
                ? names.stream()
                        .filter(name -> ("/" + name).contains("/" + layer + "/"))
                        .toList()
                : direct;
    }

    /** The names of a group's variables; long lists are stored in parts. */
    private List<String> names(List<String> group) {
        Optional<List<String>> whole = file.texts(group, "weight_names");
        if (whole.isPresent()) {
            return whole.get();
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; ; i++) {
            Optional<List<String>> next = file.texts(group, "weight_names" + i);
            if (next.isEmpty()) {
                return all;
            }
            all.addAll(next.get());
        }
    }
}
