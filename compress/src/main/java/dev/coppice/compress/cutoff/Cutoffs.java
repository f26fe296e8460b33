package dev.coppice.compress.cutoff;

import java.util.Locale;

/**
 * Cut-offs: the share of the network input's frequencies that a region keeps.
 *
 * @param height share along the height, in (0, 1]
 * @param width share along the width, in (0, 1]
 */
public record Cutoffs(double height, double width) {
    /** Frozen cut-offs are multiples of 1/16. */
    static final int LADDER = 16;

    /** Greatest excess over a multiple at which a share still counts as that multiple; weights are single precision. */
    private static final double ROUNDING = 1e-4;

    Cutoffs within(Cutoffs least, Cutoffs most) {
        return new Cutoffs(
                Math.max(least.height, Math.min(most.height, height)),
                Math.max(least.width, Math.min(most.width, width)));
    }

    /** The lowest k of k/16 that holds a share. */
    static int rung(double share) {
        return Math.max(1, Math.min(LADDER, (int) Math.ceil((share - ROUNDING) * LADDER)));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3fx%.3f", height, width);
    }
}
