package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import java.util.stream.IntStream;

/**
 * Emitter of an operator that works element by element and takes several nodes. It keeps the axis order of its maps.
 *
 * @param nhwc whether an input is an N×H×W×C map
 */
record Formula(LiftedOp op, boolean nhwc) {
    static Formula of(LiftedOp op) {
        int inputs = op.op().inputs().size();
        return new Formula(op, IntStream.range(0, inputs).anyMatch(op::isTurned));
    }

    /** An input in the order of the maps. */
    String in(int position) {
        return op.map(position, nhwc);
    }

    /** All inputs in the order of the maps. */
    String[] all() {
        return IntStream.range(0, op.op().inputs().size()).mapToObj(this::in).toArray(String[]::new);
    }

    String number(double value) {
        return op.put("number", (float) value);
    }

    String node(String kind, String... inputs) {
        return op.emit(kind, Attributes.NONE, inputs);
    }

    /** The last node, which makes the output. */
    void out(String kind, String... inputs) {
        op.output(nhwc, kind, Attributes.NONE, inputs);
    }
}
