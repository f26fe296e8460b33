package dev.coppice.models.data;

import java.util.function.IntToDoubleFunction;

/**
 * Taps of linear interpolation along one axis: for every output position, two source positions and the weight of the second.
 */
final class InterpolationTaps {
    private final int[] low;
    private final int[] high;
    private final float[] weight;
    private final boolean[] inside;

    private InterpolationTaps(int size) {
        low = new int[size];
        high = new int[size];
        weight = new float[size];
        inside = new boolean[size];
    }

    /**
     * Taps for {@code size} outputs over a source of {@code length}.
     *
     * @param position where an output reads in the source; 0 is the centre of the first element
     */
    static InterpolationTaps of(int size, int length, IntToDoubleFunction position) {
        InterpolationTaps taps = new InterpolationTaps(size);
        for (int i = 0; i < size; i++) {
            double x = position.applyAsDouble(i);
            taps.inside[i] = x >= -0.5 && x <= length - 0.5;
            double clamped = Math.max(0, Math.min(length - 1.0, x));
            taps.low[i] = (int) clamped;
            taps.high[i] = Math.min(taps.low[i] + 1, length - 1);
            taps.weight[i] = (float) (clamped - taps.low[i]);
        }
        return taps;
    }

    int size() {
        return low.length;
    }

    int low(int i) {
        return low[i];
    }

    int high(int i) {
        return high[i];
    }

    float weight(int i) {
        return weight[i];
    }

    /** Whether the output lies on the source. Beyond the edge, taps would repeat the nearest element. */
    boolean inside(int i) {
        return inside[i];
    }
}
