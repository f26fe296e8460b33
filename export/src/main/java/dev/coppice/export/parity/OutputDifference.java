package dev.coppice.export.parity;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Tensor;
import java.util.Locale;

/**
 * Difference of two sources in one output, over all inputs.
 *
 * <p>Floating-point numbers are compared by size: max|a − b| / max|b|. For integers and booleans the difference is the
 * share of elements that differ: a class index that is off by one is as wrong as any other. Some may differ: those where
 * two candidates of an ArgMax, or a number and its threshold, are equal within rounding.
 *
 * @param name of the output
 * @param type type of its elements
 * @param abs largest |a − b|
 * @param rel largest max|a − b| / max|b| for one input, or the share of elements that differ
 * @param elements number of elements compared
 * @param unequal number of these that differ at all
 * @param unproven number of these that are NaN or the same infinity on both sides
 */
public record OutputDifference(
        String name, ElementType type, double abs, double rel, long elements, long unequal, long unproven) {
    /**
     * The tolerance for half precision, which keeps 11 bits: kernels that sum in other orders may end some roundings
     * apart.
     */
    public static final double HALF_ROUNDINGS = 8 * 0x1p-11;

    /** Compares the outputs for one input. */
    static OutputDifference of(String name, Tensor a, Tensor b) {
        if (!a.shape().equals(b.shape())) {
            throw new InvalidInputException("Output '" + name + "' has the shape " + a.shape() + " in one network and "
                    + b.shape() + " in the other.");
        }
        if (a.type().isFloating() != b.type().isFloating()) {
            throw new InvalidInputException("Output '" + name + "' has elements of type " + a.type()
                    + " in one network and " + b.type() + " in the other.");
        }
        double[] x = a.toDoubles();
        double[] y = b.toDoubles();
        double abs = 0;
        double largest = 0;
        long unequal = 0;
        long unproven = 0;
        for (int i = 0; i < x.length; i++) {
            if (isUnproven(x[i], y[i])) {
                unproven++;
            } else if (x[i] != y[i]) {
                unequal++;
                // NaN on one side stays: Math.max keeps it
                abs = Math.max(abs, Math.abs(x[i] - y[i]));
            }
            largest = Double.isFinite(y[i]) ? Math.max(largest, Math.abs(y[i])) : largest;
        }
        double size = abs == 0 ? 0 : abs / largest;
        double share = unequal == 0 ? 0 : (double) unequal / x.length;
        boolean isFloating = a.type().isFloating();
        return new OutputDifference(name, b.type(), abs, isFloating ? size : share, x.length, unequal, unproven);
    }

    /** Whether both are NaN or the same infinity, which agrees and proves nothing. */
    private static boolean isUnproven(double a, double b) {
        return Double.isNaN(a) ? Double.isNaN(b) : Double.isInfinite(a) && a == b;
    }

    /** The larger of this difference and that of another input. */
    OutputDifference and(OutputDifference other) {
        return new OutputDifference(
                name,
                type,
                Math.max(abs, other.abs),
                Math.max(rel, other.rel),
                elements + other.elements,
                unequal + other.unequal,
                unproven + other.unproven);
    }

    /** Whether it is within a tolerance, which is wider for half precision. Unproven elements are never within. */
    boolean within(double tolerance) {
        double least = type == ElementType.FLOAT16 ? HALF_ROUNDINGS : 0;
        return unproven == 0 && rel <= Math.max(tolerance, least);
    }

    @Override
    public String toString() {
        String size = type.isFloating()
                ? String.format(Locale.ROOT, "max |a-b| = %.3g, relative %.3g", abs, rel)
                : String.format(Locale.ROOT, "%d of %d elements differ", unequal, elements);
        return name + ": " + size
                + (unproven == 0 ? "" : ", " + unproven + " of " + elements + " are NaN or infinite in both");
    }
}
