package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Sign;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Merging of a Pad of zeros around the space axes into the convolutions and pools that read it, as the padding that it is.
 * TensorFlow's way of padding what is strided is written so, and PyTorch's average pools. An average pool then counts its
 * padding. A maximum is the same if no value is below the zeros.
 */
final class PaddedWindows {
    private static final int BEFORE_SPACE = 2;

    /** Inputs of a Pad: the value, and the axes that it pads. */
    private static final int VALUE = 2;

    private static final int AXES = 3;

    private PaddedWindows() {}

    static Graph merge(Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.attributes().text("auto_pad", "NOTSET").equals("NOTSET")) {
                graph.producer(node.input(0))
                        .filter(pad -> pad.is("Pad") && padsZeros(pad, graph) && takesZeros(node, pad, graph))
                        .flatMap(pad -> merged(node, pad, graph))
                        .ifPresent(merged -> edits.add(new GraphEdit.ReplaceNode(node.name(), merged)));
            }
        }
        return edits.isEmpty() ? graph : GraphRewriter.live(GraphRewriter.apply(graph, edits));
    }

    /** Whether zeros around a map are what an operator's own padding may be. */
    private static boolean takesZeros(Node node, Node pad, Graph graph) {
        Attributes a = node.attributes();
        return switch (node.op()) {
            case "Conv" -> true;
            case "AveragePool" ->
                isExact(node)
                        && (a.integer("count_include_pad", 0) == 1
                                || Arrays.stream(pads(node)).allMatch(p -> p == 0));
            case "MaxPool" ->
                isExact(node) && node.outputs().size() == 1 && Sign.of(graph, pad.input(0)) == Sign.POSITIVE;
            default -> false;
        };
    }

    /** Whether the last window of a pool ends where its padding does, whatever the padding is. */
    private static boolean isExact(Node pool) {
        return pool.attributes().integer("ceil_mode", 0) == 0;
    }

    private static int[] pads(Node node) {
        return node.attributes().integers("pads", new int[2 * kernel(node).length]);
    }

    /** A pool's kernel; of a convolution none is needed. */
    private static int[] kernel(Node node) {
        return node.attributes().integers("kernel_shape", new int[0]);
    }

    private static Optional<Node> merged(Node node, Node pad, Graph graph) {
        Optional<Integer> rank = node.is("Conv")
                ? graph.constant(node.input(1)).map(weights -> weights.shape().rank())
                : Optional.of(BEFORE_SPACE + kernel(node).length);
        return rank.flatMap(axes -> amounts(pad, axes, graph))
                .map(amounts -> sums(node, amounts))
                .filter(sums -> node.is("Conv") || isBelow(sums, kernel(node)))
                .map(sums -> node.withInput(0, pad.input(0)).withAttributes(padded(node, sums)));
    }

    private static int[] sums(Node node, int... amounts) {
        int space = amounts.length / 2 - BEFORE_SPACE;
        int[] pads = node.attributes().integers("pads", new int[2 * space]);
        return IntStream.range(0, 2 * space)
                .map(i -> pads[i] + amounts[i + BEFORE_SPACE * (1 + i / space)])
                .toArray();
    }

    /** Whether every window of a pool holds a value of its map, as runtimes demand. */
    private static boolean isBelow(int[] pads, int... kernel) {
        return IntStream.range(0, pads.length).allMatch(i -> pads[i] < kernel[i % kernel.length]);
    }

    private static Attributes padded(Node node, int... pads) {
        Attributes padded = node.attributes().with("pads", pads);
        return node.is("AveragePool") ? padded.with("count_include_pad", 1) : padded;
    }

    /** What a Pad adds in front of all axes and behind them; empty unless it is around the space axes, and known here. */
    private static Optional<int[]> amounts(Node pad, int rank, Graph graph) {
        Optional<long[]> given = graph.constant(pad.input(1)).map(Tensor::toLongs);
        Optional<long[]> axes = pad.hasInput(AXES)
                ? graph.constant(pad.input(AXES)).map(Tensor::toLongs)
                : Optional.of(LongStream.range(0, rank).toArray());
        if (given.isEmpty() || axes.isEmpty()) {
            return Optional.empty();
        }
        int[] amounts = new int[2 * rank];
        int count = axes.get().length;
        for (int i = 0; i < 2 * count; i++) {
            int axis = Math.floorMod((int) axes.get()[i % count], rank);
            amounts[axis + i / count * rank] = (int) given.get()[i];
        }
        boolean fits = given.get().length == 2 * count
                && Arrays.stream(amounts).allMatch(n -> n >= 0)
                && IntStream.range(0, 2 * rank).allMatch(i -> i % rank >= BEFORE_SPACE || amounts[i] == 0);
        return fits ? Optional.of(amounts) : Optional.empty();
    }

    private static boolean padsZeros(Node pad, Graph graph) {
        boolean zero = !pad.hasInput(VALUE)
                || graph.constant(pad.input(VALUE))
                        .filter(value -> Arrays.stream(value.toDoubles()).allMatch(v -> v == 0))
                        .isPresent();
        return zero && pad.attributes().text("mode", "constant").equals("constant");
    }
}
