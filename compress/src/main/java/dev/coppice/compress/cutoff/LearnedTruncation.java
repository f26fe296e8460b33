package dev.coppice.compress.cutoff;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.List;

/**
 * Truncation whose limit is first learned ({@link CutoffLearning}) and then frozen. Without that training it plans
 * nothing.
 *
 * @param region region in which it applies
 * @param kind how maps are carried to the frozen limit and back
 * @param penalty λ, the weight of the share of MACs, at least 0
 */
public record LearnedTruncation(Region region, Resampling kind, double penalty) implements CompressionPass {
    /** The name of this pass in decisions, and of a learned limit in options and results. */
    public static final String PASS = "learned";

    /** The default penalty. */
    public static final double PENALTY = 1;

    public LearnedTruncation {
        if (!(penalty >= 0) || Double.isInfinite(penalty)) {
            throw new InvalidInputException(
                    "The penalty on cut-offs is " + penalty + ", expected a finite number of at least 0.");
        }
    }

    /** The truncation at a limit. */
    GridTruncation at(Grid limit) {
        return new GridTruncation(limit, region, kind);
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("LearnedTruncation")
                .with("region", region.toString())
                .with("kind", kind)
                .with("penalty", penalty);
    }

    @Override
    public CompressionPlan plan(Network network) {
        CompressionPlan nothing = CompressionPlan.keepAll(network.graph());
        Decision why =
                Decision.declined(PASS, "region " + region, "cut-offs are learned in training, and none was done");
        return new CompressionPlan(nothing.network(), nothing.steps(), List.of(why));
    }
}
