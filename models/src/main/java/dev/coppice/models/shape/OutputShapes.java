package dev.coppice.models.shape;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Shapes of outputs that no source declared, as ONNX wants them. The graph's shapes are inferred at one size, and again with each
 * open axis of the picture twice as long: what changes stays open.
 */
public final class OutputShapes {
    private static final int NOMINAL = 64;
    private static final String NAMELESS = "?";

    private final TensorInfo input;
    private final int[] base;
    private final Shapes shapes;
    private final List<Probe> probes;

    /** The shapes where one open axis is twice as long; empty if the graph does not take that. */
    private record Probe(int axis, Optional<Shapes> shapes) {}

    private OutputShapes(Graph graph) {
        input = graph.inputs().get(0);
        base = sizes(input);
        shapes = Shapes.infer(graph, Map.of(input.name(), Shape.of(base)));
        probes = IntStream.range(0, base.length)
                .filter(k -> !input.dimensions().get(k).isFixed())
                .mapToObj(k -> new Probe(k, longer(graph, k)))
                .toList();
    }

    /** The same graph with every output declared, where its shapes can be inferred. */
    public static Graph declare(Graph graph) {
        boolean isMissing =
                graph.outputs().stream().anyMatch(o -> o.dimensions().isEmpty());
        if (!isMissing || graph.inputs().isEmpty()) {
            return graph;
        }
        try {
            OutputShapes all = new OutputShapes(graph);
            List<TensorInfo> declared = graph.outputs().stream()
                    .map(o -> o.dimensions().isEmpty() ? o.withDimensions(all.dimensions(o.name())) : o)
                    .toList();
            return GraphRewriter.apply(graph, List.of(new GraphEdit.DeclareOutputs(declared)));
        } catch (InvalidInputException e) {
            return graph; // an operator without a rule for its shape
        }
    }

    /** The sizes that are declared; for the others, some that pools divide. */
    private static int[] sizes(TensorInfo input) {
        List<Dimension> axes = input.dimensions();
        int[] sizes = new int[axes.size()];
        Arrays.setAll(sizes, k -> axes.get(k).isFixed() ? axes.get(k).size() : k == 0 ? 1 : NOMINAL);
        return sizes;
    }

    private Optional<Shapes> longer(Graph graph, int axis) {
        int[] sizes = base.clone();
        sizes[axis] *= 2;
        try {
            return Optional.of(Shapes.infer(graph, Map.of(input.name(), Shape.of(sizes))));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    private List<Dimension> dimensions(String output) {
        return IntStream.range(0, shapes.of(output).rank())
                .mapToObj(k -> dimension(output, k))
                .toList();
    }

    /** Fixed, or that of the only open axis that it follows, or open without a name. */
    private Dimension dimension(String output, int axis) {
        int size = shapes.of(output).size(axis);
        List<Probe> changing = probes.stream()
                .filter(p ->
                        p.shapes().map(s -> s.of(output).size(axis) != size).orElse(true))
                .toList();
        if (changing.isEmpty()) {
            return Dimension.of(size);
        }
        Probe first = changing.get(0);
        boolean same = changing.size() == 1
                && size == base[first.axis()]
                && first.shapes()
                        .filter(s -> s.of(output).size(axis) == 2 * size)
                        .isPresent();
        return Dimension.open(same ? input.dimensions().get(first.axis()).symbol() : NAMELESS);
    }
}
