package dev.coppice.samediff.lowering;

import org.nd4j.autodiff.samediff.SDVariable;

/** Means of variables over several axes. */
final class Means {
    private Means() {}

    /** The mean, axis by axis from the last: one sum of a whole map loses three digits in single precision. Keeps the axes. */
    static SDVariable of(SDVariable x, int... axes) {
        SDVariable mean = x;
        for (int i = axes.length - 1; i >= 0; i--) {
            mean = mean.mean(true, axes[i]);
        }
        return mean;
    }
}
