package dev.coppice.eval.compression;

import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.importance.GroupReduction;
import dev.coppice.compress.importance.Importance;
import dev.coppice.compress.importance.ImportanceCriterion;
import dev.coppice.compress.importance.ScoreNormalization;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.GradientSource;
import dev.coppice.samediff.train.batch.Calibration;
import java.util.Optional;

/**
 * Settings for how channels are scored.
 *
 * @param criterion name of the importance criterion, one of {@link Criteria#names} or {@link Criteria#namesOnData}
 * @param pictures number of pictures that a criterion on data measures on, at least 1
 * @param normalization divisor of a layer's scores
 * @param reduction how channels that go together share a score
 */
public record Scoring(String criterion, int pictures, ScoreNormalization normalization, GroupReduction reduction) {
    /** The default criterion. */
    public static final String CRITERION = "l1";

    /** The default number of pictures to measure on. */
    public static final int PICTURES = 32;

    /** The defaults. */
    public static final Scoring USUAL = new Scoring(CRITERION, PICTURES, ScoreNormalization.MEAN, GroupReduction.MEAN);

    public Scoring {
        Criteria.measures(criterion);
        if (pictures < 1) {
            throw new InvalidInputException(
                    "The number of pictures for a criterion is " + pictures + ", expected at least 1.");
        }
    }

    /** The same with another criterion. */
    public Scoring withCriterion(String changed) {
        return new Scoring(changed, pictures, normalization, reduction);
    }

    /** Whether the criterion measures on pictures. */
    public boolean needsData() {
        return Criteria.measures(criterion);
    }

    /** The scores. A criterion on data measures them here, once for all who need them. */
    public Importance on(PassInputs inputs) {
        Optional<GradientSource> source = inputs.data()
                .map(data -> new Calibration(data, pictures, inputs.watch().progress()));
        ImportanceCriterion named = Criteria.named(criterion, source, inputs.seed());
        return new Importance(needsData() ? new KeptScores(named, inputs.kept()) : named, normalization, reduction);
    }
}
