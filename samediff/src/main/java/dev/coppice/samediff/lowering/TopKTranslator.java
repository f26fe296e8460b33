package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Translator of TopK of a constant number: the largest is looked for, left out, and so on. A value is the sum over the axis of
 * the input times a mark of its place, through which the gradient goes; SameDiff's own operator has none. An index is a
 * number here.
 */
final class TopKTranslator implements OpTranslator {
    /** The most rounds; each costs some passes over the input. */
    private static final int MOST = 128;

    /** What a number loses that was found. */
    private static final double LARGE = 1e30;

    @Override
    public void lower(LoweringContext c) {
        Shape in = c.shape(0);
        int axis = c.axis("axis", -1);
        int last = in.rank() - 1;
        boolean smallest = c.attributes().integer("largest", 1) == 0;
        SDVariable x = swapped(c, c.input(0), axis, last);
        SDVariable left = smallest ? x.mul(-1) : x;
        SDVariable numbers = numbers(c, in.size(axis), in.rank());
        SDVariable[] values = new SDVariable[c.integers(1)[0]];
        SDVariable[] places = new SDVariable[values.length];
        for (int i = 0; i < values.length; i++) {
            SDVariable place = c.sd().argmax(left, false, last);
            SDVariable mark = c.sd().oneHot(place, in.size(axis), last, 1, 0, DataType.FLOAT);
            values[i] = x.mul(mark).sum(true, last);
            places[i] = mark.mul(numbers).sum(true, last);
            left = left.sub(mark.mul(LARGE));
        }
        c.output(0, swapped(c, joined(c, last, values), axis, last));
        c.output(1, swapped(c, joined(c, last, places), axis, last));
    }

    /** 0, 1, … along the last axis. */
    private static SDVariable numbers(LoweringContext c, int size, int rank) {
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = i;
        }
        return c.fixed(numbers, WeightLayout.longs(ArithmeticTranslator.aligned(Shape.of(size), rank)));
    }

    /** The variable with two axes exchanged. */
    private static SDVariable swapped(LoweringContext c, SDVariable x, int axis, int last) {
        int[] order = IntStream.rangeClosed(0, last)
                .map(i -> i == axis ? last : i == last ? axis : i)
                .toArray();
        return axis == last ? x : c.sd().permute(x, order);
    }

    private static SDVariable joined(LoweringContext c, int axis, SDVariable... parts) {
        return parts.length == 1 ? parts[0] : c.sd().concat(axis, parts);
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        if (c.constant(1).isEmpty()) {
            return Optional.of("of a computed number");
        }
        return c.integers(1)[0] > MOST ? Optional.of("of more than " + MOST) : Optional.empty();
    }
}
