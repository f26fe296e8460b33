package dev.coppice.models.cost;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.shape.Shapes;

/**
 * The cost of a Resample in the cheapest equivalent operators. Averaging whole cells takes one MAC per input sample; linear
 * interpolation takes two taps per axis; everything else is two matrix products.
 */
final class ResampleCost {
    private ResampleCost() {}

    static long macs(Node node, Shapes shapes) {
        return macs(Resample.of(node).kind(), shapes.of(node.input(0)), shapes.of(node.output()));
    }

    private static long macs(Resampling kind, Shape in, Shape out) {
        if (in.equals(out)) {
            return 0;
        }
        boolean grows = out.size(2) >= in.size(2) && out.size(3) >= in.size(3);
        if (kind == Resampling.AREA && in.size(2) % out.size(2) == 0 && in.size(3) % out.size(3) == 0) {
            return in.elements();
        }
        if (kind.isLinear() || (kind == Resampling.AREA && grows)) {
            return out.elements() * taps(in, out, 2) * taps(in, out, 3);
        }
        return matrices(in, out);
    }

    private static long taps(Shape in, Shape out, int axis) {
        return in.size(axis) == out.size(axis) ? 1 : 2;
    }

    /** X·Bᵀ over the width, then A·(…) over the height; an axis that keeps its size costs nothing. */
    private static long matrices(Shape in, Shape out) {
        long maps = (long) in.size(0) * in.size(1);
        long width = in.size(3) == out.size(3) ? 0 : maps * in.size(2) * in.size(3) * out.size(3);
        long height = in.size(2) == out.size(2) ? 0 : maps * in.size(2) * out.size(2) * out.size(3);
        return width + height;
    }
}
