package dev.coppice.eval.compression;

import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.WidthMultiples;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.LayerLimits;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Settings for how channels are chosen. A target says how many.
 *
 * @param scope how a target is divided among layers; empty for the default of its kind
 * @param scoring scoring of the channels
 * @param multiple number that kept channels are a multiple of; empty for the machine's own staircase of widths
 * @param limits limits of single layers
 */
public record ChannelChoice(
        Optional<PruningScope> scope, Scoring scoring, Optional<WidthMultiples> multiple, LayerLimits limits) {
    /** The defaults. */
    public static final ChannelChoice USUAL =
            new ChannelChoice(Optional.empty(), Scoring.USUAL, Optional.empty(), LayerLimits.DEFAULT);

    /** The same with another scope. */
    public ChannelChoice withScope(PruningScope changed) {
        return new ChannelChoice(Optional.of(changed), scoring, multiple, limits);
    }

    /** The same with another scoring. */
    public ChannelChoice withScoring(Scoring changed) {
        return new ChannelChoice(scope, changed, multiple, limits);
    }

    /** The same, rounded to multiples of a number. */
    public ChannelChoice withMultiple(int changed) {
        return new ChannelChoice(scope, scoring, Optional.of(new WidthMultiples(changed)), limits);
    }

    /** The same with other limits. */
    public ChannelChoice withLimits(LayerLimits changed) {
        return new ChannelChoice(scope, scoring, multiple, changed);
    }

    /**
     * The pass for a target.
     *
     * @param staircase widths of the machine, asked for only if no multiple is given
     */
    ChannelPruning pruning(PruningTarget target, PassInputs inputs, Supplier<ChannelWidths> staircase) {
        ChannelWidths widths = multiple.<ChannelWidths>map(m -> m).orElseGet(staircase);
        return new ChannelPruning(target, scope.orElse(target.usualScope()), scoring.on(inputs), widths, limits);
    }
}
