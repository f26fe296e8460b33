package dev.coppice.compress.prune;

import dev.coppice.compress.plan.Iteration;

/**
 * Bounds on the number of coupled channels that a layer keeps, before rounding.
 *
 * @param width number it had in the original
 * @param least least number it keeps
 * @param most greatest number it keeps
 * @param ratios ratios that the bounds follow from
 */
record CountBounds(int width, double least, double most, RatioBounds ratios) {
    /**
     * The bounds of a layer that now has {@code size} coupled channels. The steps to come share the way down to the
     * floor, or to a ratio of the layer's own. The ceiling holds at every step.
     */
    static CountBounds of(RatioBounds ratios, int width, int size, Iteration iteration) {
        double most = iteration.towards(size, width * (1 - ratios.floor().value()));
        double least = ratios.isFixed() ? most : width * (1 - ratios.ceiling().value());
        return new CountBounds(width, Math.min(least, most), most, ratios);
    }
}
