package dev.coppice.samediff.program;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A result of an operator before it has memory.
 *
 * @param type of its elements
 * @param sizes of its axes
 */
record Result(DataType type, List<Long> sizes) {
    Result {
        sizes = List.copyOf(sizes);
    }

    static Result of(DataType type, long... sizes) {
        return new Result(type, Arrays.stream(sizes).boxed().toList());
    }

    long elements() {
        return sizes.stream().reduce(1L, Math::multiplyExact);
    }

    /** Whether it may lie among others in the shared memory: floats, at least one axis, at least one element. */
    boolean isShared() {
        return type == DataType.FLOAT && !sizes.isEmpty() && elements() > 0;
    }

    /** An array of its own. */
    INDArray own() {
        return sizes.isEmpty() ? Nd4j.scalar(type, 0) : Nd4j.create(type, shape());
    }

    /** An array on shared memory from an element on. */
    INDArray on(INDArray memory, long offset) {
        return memory.get(NDArrayIndex.interval(offset, offset + elements())).reshape('c', shape());
    }

    /** Whether it is a map for each image and channel. */
    boolean isMap() {
        return type == DataType.FLOAT && sizes.size() == 4;
    }

    /** A map N×C×H×W as N×H×W×C. */
    Result channelsLast() {
        return permuted(0, 2, 3, 1);
    }

    /** A map N×H×W×C as N×C×H×W. */
    Result channelsFirst() {
        return permuted(0, 3, 1, 2);
    }

    /** Whether a map N×C×H×W is the same in memory channels last. */
    boolean isSameLast() {
        return sizes.get(1) == 1 || sizes.get(2) * sizes.get(3) == 1;
    }

    private Result permuted(int... axes) {
        return new Result(type, Arrays.stream(axes).mapToObj(sizes::get).toList());
    }

    long[] shape() {
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }
}
