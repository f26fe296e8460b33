package dev.coppice.models.cost;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.shape.Shapes;

/**
 * The cost of a Resample in the cheapest equivalent operators. Averaging whole cells takes one MAC per input sample; linear
 * interpolation takes two taps per axis; everything else is one matrix product per axis.
 */
final class ResampleCost {
    /** Axes before the first space axis: batch and channels. */
    private static final int SPACE = 2;

    private ResampleCost() {}

    static long macs(Node node, Shapes shapes) {
        return macs(Resample.of(node).kind(), shapes.of(node.input(0)), shapes.of(node.output()));
    }

    private static long macs(Resampling kind, Shape in, Shape out) {
        if (in.equals(out)) {
            return 0;
        }
        boolean grows = true;
        boolean whole = true;
        for (int axis = SPACE; axis < in.rank(); axis++) {
            grows &= out.size(axis) >= in.size(axis);
            whole &= in.size(axis) % out.size(axis) == 0;
        }
        if (kind == Resampling.AREA && whole) {
            return in.elements();
        }
        return kind.isLinear() || (kind == Resampling.AREA && grows) ? taps(in, out) : matrices(in, out);
    }

    /** Two taps for each axis that changes. */
    private static long taps(Shape in, Shape out) {
        long macs = out.elements();
        for (int axis = SPACE; axis < in.rank(); axis++) {
            macs *= in.size(axis) == out.size(axis) ? 1 : 2;
        }
        return macs;
    }

    /** One product for each axis, the last axis first; an axis that keeps its size costs nothing. */
    private static long matrices(Shape in, Shape out) {
        long macs = 0;
        Shape now = in;
        for (int axis = in.rank() - 1; axis >= SPACE; axis--) {
            macs += in.size(axis) == out.size(axis) ? 0 : now.elements() * out.size(axis);
            now = now.with(axis, out.size(axis));
        }
        return macs;
    }
}
