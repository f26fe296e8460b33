package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;

/** Operators on maps of any number of axes, with their channels first or last. */
final class OrderedMaps {
    private OrderedMaps() {}

    /** Adds a node of ONNX, which has channels first, on the operator's first input in its own order. */
    static void output(LiftedOp op, boolean last, String kind, Attributes a, String... further) {
        if (!last) {
            op.output(false, kind, a, inputs(op.plain(0), further));
            return;
        }
        int rank = op.rank(0);
        AxisOrder turn = AxisOrder.channelsLast(rank);
        String first =
                op.emit("Transpose", Attributes.NONE.with("perm", turn.inverse().over(rank)), op.plain(0));
        String result = op.emit(kind, a, inputs(first, further));
        op.output(false, "Transpose", Attributes.NONE.with("perm", turn.over(rank)), result);
    }

    private static String[] inputs(String first, String... further) {
        String[] all = new String[1 + further.length];
        all[0] = first;
        System.arraycopy(further, 0, all, 1, further.length);
        return all;
    }
}
