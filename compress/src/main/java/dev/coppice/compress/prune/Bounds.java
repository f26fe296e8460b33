package dev.coppice.compress.prune;

import dev.coppice.compress.plan.Stage;

/**
 * Between which numbers of channel groups a layer may stay, before rounding.
 *
 * @param width how many it had in the original
 * @param least it keeps
 * @param most it keeps
 * @param rule where both come from
 */
record Bounds(int width, double least, double most, LayerRule rule) {
    /**
     * Of a layer that has {@code size} groups now. The way down to the floor, or to a ratio of its own, is shared out among
     * the steps to come; the ceiling holds at every step.
     */
    static Bounds of(LayerRule rule, int width, int size, Stage stage) {
        double most = stage.towards(size, width * (1 - rule.floor().value()));
        double least = rule.isFixed() ? most : width * (1 - rule.ceiling().value());
        return new Bounds(width, Math.min(least, most), most, rule);
    }
}
