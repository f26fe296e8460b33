package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.AxisOrder;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The order that is left when axes go. */
final class Kept {
    private Kept() {}

    /**
     * The order of the axes that stay.
     *
     * @param gone whether an axis of the file's tensor goes
     */
    static AxisOrder without(AxisOrder order, int rank, IntPredicate gone) {
        int[] left =
                IntStream.range(0, rank).filter(gone.negate()).map(order::axis).toArray();
        int[] sorted = Arrays.stream(left).sorted().toArray();
        return AxisOrder.of(
                Arrays.stream(left).map(a -> Arrays.binarySearch(sorted, a)).toArray());
    }
}
