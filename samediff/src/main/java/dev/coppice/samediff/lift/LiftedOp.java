package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
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
        return array(position).map(t -> t.shape().rank()).orElseGet(() -> tensors.rank(input(position)));
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

    /** Makes an existing tensor the first output. */
    void same(boolean nhwc, String tensor) {
        tensors.define(op.output(), nhwc, tensor);
    }
}
