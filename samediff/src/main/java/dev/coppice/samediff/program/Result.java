package dev.coppice.samediff.program;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Result of an operator before it has memory.
 *
 * @param type type of its elements
 * @param sizes sizes of its axes
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

    /** Whether it may lie in the shared memory: it has floats, at least one axis and at least one element. */
    boolean isShared() {
        return type == DataType.FLOAT && !sizes.isEmpty() && elements() > 0;
    }

    /** Allocates a separate array. */
    INDArray own() {
        return sizes.isEmpty() ? Nd4j.scalar(type, 0) : Nd4j.create(type, shape());
    }

    /** An array on shared memory, from an offset in elements. */
    INDArray on(INDArray memory, long offset) {
        return memory.get(NDArrayIndex.interval(offset, offset + elements())).reshape('c', shape());
    }

    /** Whether it is a map, with four axes. */
    boolean isMap() {
        return type == DataType.FLOAT && sizes.size() == 4;
    }

    /** The map N×C×H×W as N×H×W×C. */
    Result channelsLast() {
        return permuted(0, 2, 3, 1);
    }

    /** The map N×H×W×C as N×C×H×W. */
    Result channelsFirst() {
        return permuted(0, 3, 1, 2);
    }

    /** Whether the map N×C×H×W has the same bytes in channels-last layout. */
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
