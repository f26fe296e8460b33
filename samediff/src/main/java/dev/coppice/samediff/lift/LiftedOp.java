package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseScalarOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * A SameDiff operator during lifting.
 *
 * @param op the operator, as SameDiff holds it
 * @param tensors tensors of the growing graph
 */
record LiftedOp(SameDiffOp op, LiftedTensors tensors) {
    DifferentialFunction function() {
        return op.getOp();
    }

    String input(int position) {
        return op.getInputsToOp().get(position);
    }

    boolean has(int position) {
        return position < op.getInputsToOp().size();
    }

    /** The integer arguments; none for a legacy operator. */
    long[] integers() {
        return function() instanceof DynamicCustomOp custom ? custom.iArgs() : new long[0];
    }

    long integer(int index, long otherwise) {
        long[] all = integers();
        return index < all.length ? all[index] : otherwise;
    }

    int[] ints(int from, int to) {
        return Arrays.stream(integers(), from, to).mapToInt(Math::toIntExact).toArray();
    }

    double real(int index, double otherwise) {
        double[] all = function() instanceof DynamicCustomOp custom ? custom.tArgs() : new double[0];
        return index < all.length ? all[index] : otherwise;
    }

    /** The number argument of a scalar operator. */
    float scalar() {
        return ((BaseScalarOp) function()).scalar().getFloat(0);
    }

    /** The value of an input that depends on no placeholder. */
    Optional<INDArray> array(int position) {
        return has(position) ? tensors.value(input(position)) : Optional.empty();
    }

    /** The value of an input, which must be constant. */
    INDArray constant(int position) {
        return array(position)
                .orElseThrow(() -> new UnliftableException("with '" + input(position) + "' computed from the input"));
    }

    /** Whether the input is an N×H×W×C map, lifted as N×C×H×W. */
    boolean isTurned(int position) {
        return tensors.isTurned(input(position));
    }

    /** The number of axes of an input. */
    int rank(int position) {
        return array(position).map(INDArray::rank).orElseGet(() -> tensors.rank(input(position)));
    }

    String plain(int position) {
        return tensors.plain(input(position));
    }

    /** The input as N×C×H×W, for the given order of the operator. */
    String map(int position, boolean nhwc) {
        return nhwc ? tensors.turned(input(position)) : tensors.plain(input(position));
    }

    /** The value of a constant input in some shape. */
    String put(int position, INDArray value) {
        return tensors.put(input(position), value);
    }

    /** Adds a constant for this operator. */
    String put(String name, Tensor value) {
        return tensors.put(name, value);
    }

    /** Adds an inner node and returns its output. */
    String emit(String kind, Attributes attributes, String... inputs) {
        return tensors.emit(op.getOutputsOfOp().get(0) + "." + kind, kind, attributes, inputs);
    }

    /** Adds the node that makes the operator's first output. */
    void output(boolean nhwc, String kind, Attributes attributes, String... inputs) {
        String variable = op.getOutputsOfOp().get(0);
        tensors.define(variable, nhwc, tensors.emit(variable, kind, attributes, inputs));
    }

    /** Makes an existing tensor the first output. */
    void same(boolean nhwc, String tensor) {
        tensors.define(op.getOutputsOfOp().get(0), nhwc, tensor);
    }
}
