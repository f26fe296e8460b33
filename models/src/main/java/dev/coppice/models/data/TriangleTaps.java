package dev.coppice.models.data;

import java.util.function.IntToDoubleFunction;

/**
 * Taps of linear interpolation along one axis that widen where the axis shrinks, so that nothing is skipped: a triangle of
 * the size of an output's cell, as Pillow and torchvision resize pictures. Where nothing shrinks it is plain interpolation.
 */
final class TriangleTaps {
    private final int[] first;
    private final float[][] weights;
    private final boolean[] inside;

    private TriangleTaps(int size) {
        first = new int[size];
        weights = new float[size][];
        inside = new boolean[size];
    }

    /**
     * Taps for {@code size} outputs over a source of {@code length}.
     *
     * @param cell size of an output's cell in elements of the source
     * @param position where an output reads in the source; 0 is the centre of the first element
     */
    static TriangleTaps of(int size, int length, double cell, IntToDoubleFunction position) {
        TriangleTaps taps = new TriangleTaps(size);
        double reach = Math.max(1, cell);
        for (int i = 0; i < size; i++) {
            double x = position.applyAsDouble(i);
            taps.inside[i] = x >= -0.5 && x <= length - 0.5;
            double centre = Math.max(0, Math.min(length - 1.0, x));
            int from = Math.max(0, (int) Math.ceil(centre - reach));
            int to = Math.min(length - 1, (int) Math.floor(centre + reach));
            taps.first[i] = from;
            taps.weights[i] = weights(from, to, centre, reach);
        }
        return taps;
    }

    private static float[] weights(int from, int to, double centre, double reach) {
        float[] weights = new float[to - from + 1];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) (1 - Math.abs(from + k - centre) / reach);
            sum += weights[k];
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= (float) sum;
        }
        return weights;
    }

    int size() {
        return first.length;
    }

    /** The first source position of an output. */
    int first(int i) {
        return first[i];
    }

    /** The weights from the first position on. */
    float[] weights(int i) {
        return weights[i];
    }

    /** Whether the output lies on the source. */
    boolean inside(int i) {
        return inside[i];
    }
}
