package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Merging of a Pad of zeros around the space axes into the convolutions that read it, as the padding that it is. TensorFlow's
 * way of padding strided convolutions is written so.
 */
final class PaddedConvolutions {
    private static final int BEFORE_SPACE = 2;

    /** Inputs of a Pad: the value, and the axes that it pads. */
    private static final int VALUE = 2;

    private static final int AXES = 3;

    private PaddedConvolutions() {}

    static Graph merge(Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.is("Conv") && node.attributes().text("auto_pad", "NOTSET").equals("NOTSET")) {
                graph.producer(node.input(0))
                        .filter(pad -> pad.is("Pad"))
                        .flatMap(pad -> merged(node, pad, graph))
                        .ifPresent(merged -> edits.add(new GraphEdit.ReplaceNode(node.name(), merged)));
            }
        }
        return edits.isEmpty() ? graph : GraphRewriter.live(GraphRewriter.apply(graph, edits));
    }

    private static Optional<Node> merged(Node conv, Node pad, Graph graph) {
        Optional<Integer> rank =
                graph.constant(conv.input(1)).map(weights -> weights.shape().rank());
        return rank.flatMap(axes -> amounts(pad, axes, graph)).map(amounts -> {
            int space = amounts.length / 2 - BEFORE_SPACE;
            int[] pads = conv.attributes().integers("pads", new int[2 * space]);
            int[] sums = IntStream.range(0, 2 * space)
                    .map(i -> pads[i] + amounts[i + BEFORE_SPACE * (1 + i / space)])
                    .toArray();
            return conv.withInput(0, pad.input(0))
                    .withAttributes(conv.attributes().with("pads", sums));
        });
    }

    /** What a Pad adds in front of all axes and behind them; empty unless it is zeros around the space axes, known here. */
    private static Optional<int[]> amounts(Node pad, int rank, Graph graph) {
        Optional<long[]> given = graph.constant(pad.input(1)).map(Tensor::toLongs);
        Optional<long[]> axes = pad.hasInput(AXES)
                ? graph.constant(pad.input(AXES)).map(Tensor::toLongs)
                : Optional.of(LongStream.range(0, rank).toArray());
        if (given.isEmpty() || axes.isEmpty() || !padsZeros(pad, graph)) {
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
