package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.samediff.view.Arguments;
import dev.coppice.samediff.view.UserOp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A SameDiff operator during lifting.
 *
 * @param op the operator
 * @param tensors tensors of the growing graph
 */
record LiftedOp(UserOp op, LiftedTensors tensors) {
    String input(int position) {
        return op.inputs().get(position);
    }

    boolean has(int position) {
        return position < op.inputs().size();
    }

    /** The integer arguments; none for a legacy operator. */
    long[] integers() {
        return op.arguments().integers().stream().mapToLong(i -> i).toArray();
    }

    long integer(int index, long otherwise) {
        long[] all = integers();
        return index < all.length ? all[index] : otherwise;
    }

    int[] ints(int from, int to) {
        return Arrays.stream(integers(), from, to).mapToInt(Math::toIntExact).toArray();
    }

    double real(int index, double otherwise) {
        List<Double> all = op.arguments().reals();
        return index < all.size() ? all.get(index) : otherwise;
    }

    boolean truth(int index, boolean otherwise) {
        List<Boolean> all = op.arguments().truths();
        return index < all.size() ? all.get(index) : otherwise;
    }

    /** The number argument of a scalar operator. */
    float scalar() {
        return op.arguments()
                .number()
                .orElseThrow(() -> new UnliftableException("without its number"))
                .floatValue();
    }

    /** What a reduction runs over. */
    Arguments.Reduction reduction() {
        return op.arguments().reduction().orElseThrow(() -> new UnliftableException("without its axes"));
    }

    /** The value of an input that depends on no placeholder. */
    Optional<Tensor> array(int position) {
        return has(position) ? tensors.value(input(position)) : Optional.empty();
    }

    /** The value of an input, which must be constant. */
    Tensor constant(int position) {
        return array(position)
                .orElseThrow(() -> new UnliftableException("with '" + input(position) + "' computed from the input"));
    }

    /** Whether the input is an N×H×W×C map, lifted as N×C×H×W. */
    boolean isTurned(int position) {
        return tensors.isTurned(input(position));
    }

    /** The number of axes of an input. */
    int rank(int position) {
        return shape(position).rank();
    }

    /** The sizes of an input's axes; those that the image leaves open are nominal. */
    Shape shape(int position) {
        return tensors.shape(input(position));
    }

    /** The size of an axis that a constant depends on. */
    int size(int position, int axis) {
        if (axis == 0 || !tensors.isSized(input(position))) {
            throw new UnliftableException("along an axis of open size (give the placeholder fixed sizes)");
        }
        return shape(position).size(axis);
    }

    /** The axis of an input's tensor for an axis of the input; {@code nhwc} as in {@link #map}. */
    int axis(long axis, int rank, boolean nhwc) {
        int own = Math.toIntExact(axis < 0 ? axis + rank : axis);
        if (own < 0 || own >= rank) {
            throw new UnliftableException("over axis " + axis + " of " + rank);
        }
        return nhwc ? LiftedTensors.NCHW_AXIS[own] : own;
    }

    String plain(int position) {
        return tensors.plain(input(position));
    }

    /** The input as N×C×H×W, for the given order of the operator. */
    String map(int position, boolean nhwc) {
        return nhwc ? tensors.turned(input(position)) : tensors.plain(input(position));
    }

    /** The value of a constant input in some shape. */
    String put(int position, Tensor value) {
        return tensors.weight(input(position), value);
    }

    /** Adds a constant for this operator. */
    String put(String name, Tensor value) {
        return tensors.put(name, value);
    }

    /** Adds a constant named after the operator's output and its role. */
    String put(String role, float value) {
        return put(op.output() + "." + role, Tensor.scalar(value));
    }

    /** Adds a vector of integers named after the operator's output and its role. */
    String vector(String role, long... values) {
        return put(op.output() + "." + role, Tensor.vector(values));
    }

    /** Adds an inner node and returns its output. */
    String emit(String kind, Attributes attributes, String... inputs) {
        return tensors.emit(op.output() + "." + kind, kind, attributes, inputs);
    }

    /** Adds the node that makes the operator's first output. */
    void output(boolean nhwc, String kind, Attributes attributes, String... inputs) {
        String variable = op.output();
        tensors.define(variable, nhwc, tensors.emit(variable, kind, attributes, inputs));
    }

    /** Makes a tensor the output at this position. */
    void result(int index, boolean nhwc, String tensor) {
        tensors.define(op.outputs().get(index), nhwc, tensor);
    }

    /** Makes an existing tensor the first output. */
    void same(boolean nhwc, String tensor) {
        tensors.define(op.output(), nhwc, tensor);
    }
}
