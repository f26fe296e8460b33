package dev.coppice.samediff.train;

import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.lowering.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Vectors of one repeated number, given to each reader on its own. Exporters store equal parameters once, and before training
 * all scales are 1 and all shifts 0: those of layers that have nothing to do with each other, and the statistics of batch
 * normalisations among them. Layers that share a matrix or a kernel, too, are meant to be the same layer and go on sharing.
 */
final class OwnVectors {
    private final Graph graph;
    private final List<GraphEdit> edits = new ArrayList<>();

    private OwnVectors(Graph graph) {
        this.graph = graph;
    }

    /** The network with the same outputs; the same object if no vector is shared so. */
    static Network given(Network network) {
        OwnVectors own = new OwnVectors(network.graph());
        for (String weight : new TreeSet<>(Weights.of(network.graph()))) {
            network.graph()
                    .constant(weight)
                    .filter(value -> isVector(value) && isRepeated(value))
                    .ifPresent(value -> own.give(weight, value));
        }
        return own.edits.isEmpty() ? network : network.with(GraphRewriter.apply(network.graph(), own.edits));
    }

    /** The first layer keeps the constant. */
    private void give(String vector, Tensor value) {
        Map<List<String>, String> names = new HashMap<>();
        for (Graph.Use use : graph.uses(vector)) {
            List<String> layer = layer(use);
            String name = names.computeIfAbsent(layer, l -> names.isEmpty() ? vector : fresh(use));
            if (!name.equals(vector)) {
                edits.add(new GraphEdit.PutConstant(name, value));
                edits.add(new GraphEdit.RewireInput(use.node().name(), use.position(), name));
            }
        }
    }

    private String fresh(Graph.Use use) {
        return FreshName.in(graph, use.node().name() + ".own_" + use.position());
    }

    /** What a reader shares with others that are the same layer: its matrices, or those of what it reads; else its name. */
    private List<String> layer(Graph.Use use) {
        Set<String> matrices = matrices(use.node());
        if (matrices.isEmpty()) {
            use.node().inputs().stream()
                    .flatMap(input -> graph.producer(input).stream())
                    .forEach(before -> matrices.addAll(matrices(before)));
        }
        List<String> layer = new ArrayList<>(matrices);
        layer.add(matrices.isEmpty() ? use.node().name() : use.node().op());
        layer.add(String.valueOf(use.position()));
        return layer;
    }

    private Set<String> matrices(Node node) {
        return node.inputs().stream()
                .filter(input -> graph.constant(input)
                        .filter(c -> c.type().isFloating()
                                && !isVector(c)
                                && c.shape().rank() > 1)
                        .isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isVector(Tensor value) {
        return value.shape().elements() > 1
                && Arrays.stream(value.shape().sizes()).filter(size -> size > 1).count() == 1;
    }

    private static boolean isRepeated(Tensor value) {
        float[] numbers = value.toFloats();
        for (float number : numbers) {
            if (number != numbers[0]) {
                return false;
            }
        }
        return true;
    }
}
