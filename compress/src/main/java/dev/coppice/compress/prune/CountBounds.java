package dev.coppice.compress.prune;

import dev.coppice.compress.plan.Iteration;

/**
 * Between which numbers of coupled channels a layer may stay, before rounding.
 *
 * @param width how many it had in the original
 * @param least it keeps
 * @param most it keeps
 * @param ratios where both come from
 */
record CountBounds(int width, double least, double most, RatioBounds ratios) {
    /**
     * Of a layer that has {@code size} coupled channels now. The way down to the floor, or to a ratio of its own, is shared out
     * among the steps to come; the ceiling holds at every step.
     */
    static CountBounds of(RatioBounds ratios, int width, int size, Iteration iteration) {
        double most = iteration.towards(size, width * (1 - ratios.floor().value()));
        double least = ratios.isFixed() ? most : width * (1 - ratios.ceiling().value());
        return new CountBounds(width, Math.min(least, most), most, ratios);
    }
}
