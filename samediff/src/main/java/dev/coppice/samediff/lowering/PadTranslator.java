package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Translator of Pad. What repeats the map beyond its border (edge, reflect, wrap) is a choice of its rows, a product with a
 * constant matrix: ND4J's gradient drops the reflected part.
 */
final class PadTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        int[][] amounts = amounts(c);
        c.output(mode(c).equals("constant") ? constant(c, amounts) : repeated(c, amounts));
    }

    /** The entries to add before and behind each axis; those to take away are below 0. */
    private static int[][] amounts(LoweringContext c) {
        int rank = c.shape(0).rank();
        int[] pads = c.integers(1);
        int[] axes = c.integers(3, IntStream.range(0, rank).toArray());
        int[][] amounts = new int[rank][2];
        for (int i = 0; i < axes.length; i++) {
            amounts[ShapeContext.axis(axes[i], rank)] = new int[] {pads[i], pads[axes.length + i]};
        }
        return amounts;
    }

    private static SDVariable constant(LoweringContext c, int[]... amounts) {
        int rank = amounts.length;
        int[][] added = new int[rank][2];
        int[] begin = new int[rank];
        int[] sizes = new int[rank];
        boolean crops = false;
        for (int axis = 0; axis < rank; axis++) {
            added[axis] = new int[] {Math.max(0, amounts[axis][0]), Math.max(0, amounts[axis][1])};
            boolean less = amounts[axis][0] < 0 || amounts[axis][1] < 0;
            crops |= less;
            begin[axis] = Math.max(0, -amounts[axis][0]);
            sizes[axis] = less ? c.outputShape().size(axis) : -1;
        }
        float value = c.constant(2).map(Tensor::toFloats).map(v -> v[0]).orElse(0f);
        SDVariable by = c.sd().constant(Nd4j.createFromArray(added));
        SDVariable padded = c.sd().nn().pad(c.input(0), by, PadMode.CONSTANT, value);
        return crops ? c.sd().slice(padded, begin, sizes) : padded;
    }

    private static SDVariable repeated(LoweringContext c, int[]... amounts) {
        SDVariable x = c.input(0);
        Shape shape = c.shape(0);
        for (int axis = 0; axis < amounts.length; axis++) {
            int size = shape.size(axis);
            int padded = c.outputShape().size(axis);
            if (amounts[axis][0] != 0 || amounts[axis][1] != 0) {
                float[][] choice = new float[size][padded];
                for (int to = 0; to < padded; to++) {
                    choice[source(mode(c), to - amounts[axis][0], size)][to] = 1;
                }
                x = AxisProduct.apply(c, x, shape, axis, choice);
                shape = shape.with(axis, padded);
            }
        }
        return c.sd().identity(x);
    }

    /** The entry that a place on or beyond an axis repeats. */
    private static int source(String mode, int at, int size) {
        return switch (mode) {
            case "edge" -> Math.max(0, Math.min(size - 1, at));
            case "wrap" -> Math.floorMod(at, size);
            default -> {
                int period = Math.max(1, 2 * (size - 1));
                int inside = Math.floorMod(at, period);
                yield Math.min(inside, period - inside) % size;
            }
        };
    }

    private static String mode(LoweringContext c) {
        return c.attributes().text("mode", "constant");
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        if (c.constant(1).isEmpty() || (c.has(3) && c.constant(3).isEmpty())) {
            return Optional.of("by computed amounts");
        }
        return c.has(2) && c.constant(2).isEmpty() ? Optional.of("with a computed value") : Optional.empty();
    }
}
