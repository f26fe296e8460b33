package dev.coppice.eval.compression;

import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.resample.Resampling;
import dev.coppice.samediff.train.TrainingLength;
import java.util.Optional;

/**
 * How the limit of a truncation is learned.
 *
 * @param penalty λ, the price of the share of MACs, finite and at least 0
 * @param length of the training that learns, more than 0
 */
public record LimitLearning(double penalty, TrainingLength length) {
    /** As limits are learned unless it is said otherwise. */
    public static final LimitLearning USUAL = new LimitLearning(LearnedTruncation.PENALTY, CompressionRequest.LEARNING);

    public LimitLearning {
        if (!(penalty >= 0) || Double.isInfinite(penalty)) {
            throw new InvalidInputException(
                    "The penalty on cut-offs is " + penalty + ", expected a finite number of at least 0.");
        }
        if (length.steps(1) <= 0) {
            throw new InvalidInputException("The training that learns a limit has no steps, expected at least 1.");
        }
    }

    /** The pass that learns; its usual resampling is the DCT. */
    LearnedTruncation truncation(Region region, Optional<Resampling> kind) {
        return new LearnedTruncation(region, kind.orElse(Resampling.DCT), penalty);
    }
}
