package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import java.util.Arrays;
import java.util.List;

/** Lifts of operators that cut a tensor into parts along an axis. */
final class SplitLifts {
    private SplitLifts() {}

    /** Arguments: the number of parts, the axis. */
    static void equal(LiftedOp op) {
        if (op.has(1)) {
            throw new UnliftableException("with its axis in a variable");
        }
        parts(
                op,
                op.integer(1, 0),
                Attributes.NONE.with("num_outputs", op.op().outputs().size()));
    }

    /** Arguments: the axis, the number of parts; input: their sizes, of which one may be open. */
    static void sized(LiftedOp op) {
        long[] sizes = op.constant(1).toLongs();
        long axis = op.integer(0, 0);
        if (Arrays.stream(sizes).anyMatch(s -> s < 0)) {
            long others = Arrays.stream(sizes).filter(s -> s >= 0).sum();
            long rest = op.size(0, op.axis(axis, op.rank(0), false)) - others;
            sizes = Arrays.stream(sizes).map(s -> s < 0 ? rest : s).toArray();
        }
        parts(op, axis, Attributes.NONE, op.vector("sizes", sizes));
    }

    private static void parts(LiftedOp op, long axis, Attributes count, String... sizes) {
        boolean nhwc = op.isTurned(0);
        List<String> parts =
                op.op().outputs().stream().map(op.tensors()::unique).toList();
        List<String> inputs = sizes.length == 0 ? List.of(op.map(0, nhwc)) : List.of(op.map(0, nhwc), sizes[0]);
        Attributes a = count.with("axis", op.axis(axis, op.rank(0), nhwc));
        op.tensors().emit(new Node(parts.get(0), "", "Split", inputs, parts, a));
        for (int i = 0; i < parts.size(); i++) {
            op.result(i, nhwc, parts.get(i));
        }
    }
}
