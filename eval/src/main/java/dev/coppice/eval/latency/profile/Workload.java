package dev.coppice.eval.latency.profile;

import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.Shapes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a segment's time depends on: its kind and grid, and how much there is to do at its widths.
 *
 * @param kinds from the most particular on, of which the first whose times are known counts: operators, attributes and sizes of
 *     everything but the channels; operators alone; anything
 * @param amounts a constant, million multiply-accumulates, the same in whole blocks of channels, and million elements read and written
 */
record Workload(List<String> kinds, List<Double> amounts) {
    private static final String ANY = "any";
    private static final double MILLION = 1e6;

    /**
     * Channels in the widest vectors that runtimes compute whole blocks of (AVX-512). Machines with narrower ones do not, and their
     * times have no share that grows with these blocks.
     */
    private static final int BLOCK = 16;

    Workload {
        kinds = List.copyOf(kinds);
        amounts = List.copyOf(amounts);
    }

    /** The most particular kind. */
    String kind() {
        return kinds.get(0);
    }

    static Workload of(Graph graph, Shapes shapes, Segment segment) {
        StringBuilder kind = new StringBuilder();
        double macs = 0;
        double inBlocks = 0;
        for (Node node : segment.nodes()) {
            macs += Cost.macs(node, shapes);
            inBlocks += Cost.macs(node, shapes) * inBlocks(node, shapes);
            kind.append(node.op()).append(attributes(node, shapes)).append(sizes(graph, shapes, node));
        }
        segment.inputs().forEach(t -> kind.append('<').append(graph.isInput(t)).append(map(shapes.of(t))));
        segment.outputs()
                .forEach(t -> kind.append('>').append(graph.isOutput(t)).append(map(shapes.of(t))));
        String operators = segment.nodes().stream().map(Node::op).collect(Collectors.joining("+"));
        return new Workload(
                List.of(kind.toString(), operators, ANY),
                List.of(
                        1.0,
                        macs / MILLION,
                        inBlocks / MILLION,
                        elements(shapes, segment.inputs()) / MILLION,
                        elements(shapes, segment.outputs()) / MILLION));
    }

    /** How many times the channels are computed that a node gives, where whole blocks of them are. */
    private static double inBlocks(Node node, Shapes shapes) {
        Shape output = shapes.of(node.output());
        int channels = output.size(output.rank() > 3 ? 1 : -1);
        return BLOCK * Math.ceil(channels / (double) BLOCK) / channels;
    }

    private static double elements(Shapes shapes, List<String> tensors) {
        return tensors.stream().mapToDouble(t -> shapes.of(t).elements()).sum();
    }

    /** All but the number of groups, of which only the kind counts: none, one for each channel, or between. */
    private static String attributes(Node node, Shapes shapes) {
        long groups = node.attributes().integer("group", 1);
        if (groups == 1) {
            return node.attributes().toString();
        }
        boolean depthwise = shapes.of(node.input(0)).size(1) == groups;
        return node.attributes().with("group", depthwise ? 0 : 2).toString();
    }

    private static String sizes(Graph graph, Shapes shapes, Node node) {
        return node.inputs().stream()
                .map(t -> t.isEmpty() ? "-" : graph.constant(t).isPresent() ? kernel(shapes.of(t)) : map(shapes.of(t)))
                .collect(Collectors.joining(",", "(", ")"));
    }

    /** Batch and sizes of a map, without its channels: the second axis of maps, the last of tokens and vectors. */
    private static String map(Shape shape) {
        int channels = shape.rank() > 3 ? 1 : shape.rank() - 1;
        return masked(shape, channels, channels);
    }

    /** Sizes of a kernel without its channels. */
    private static String kernel(Shape shape) {
        return masked(shape, 0, 1);
    }

    private static String masked(Shape shape, int first, int last) {
        StringBuilder text = new StringBuilder();
        for (int axis = 0; axis < shape.rank(); axis++) {
            text.append(axis >= first && axis <= last ? "c" : shape.size(axis)).append('x');
        }
        return text.toString();
    }
}
