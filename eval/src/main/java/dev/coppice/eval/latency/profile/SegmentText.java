package dev.coppice.eval.latency.profile;

import dev.coppice.models.graph.Node;
import dev.coppice.models.shape.Shapes;
import java.util.List;
import java.util.stream.Collectors;

/** Texts that describe segments to people. */
final class SegmentText {
    private static final int NAMED = 4;

    private SegmentText() {}

    /** A description such as {@code Conv+BatchNormalization+Relu of 1×24×90×120 to 1×48×90×120}. */
    static String of(Shapes shapes, Segment segment) {
        List<String> ops = segment.nodes().stream().map(Node::op).toList();
        String named = String.join("+", ops.subList(0, Math.min(NAMED, ops.size())));
        String more = ops.size() > NAMED ? " and " + (ops.size() - NAMED) + " more" : "";
        return named + more + " of " + shapes(shapes, segment.inputs()) + " to " + shapes(shapes, segment.outputs());
    }

    private static String shapes(Shapes shapes, List<String> tensors) {
        return tensors.stream()
                .limit(NAMED)
                .map(tensor -> shapes.of(tensor).toString())
                .collect(Collectors.joining(", "));
    }
}
