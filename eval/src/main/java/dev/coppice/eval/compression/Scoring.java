package dev.coppice.eval.compression;

import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.importance.GroupReduction;
import dev.coppice.compress.importance.Importance;
import dev.coppice.compress.importance.ScoreNormalization;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.GradientSource;
import dev.coppice.samediff.train.batch.Calibration;
import java.util.Optional;

/**
 * How channels are scored.
 *
 * @param criterion name of what makes a channel important, one of {@link Criteria#names} or {@link Criteria#namesOnData}
 * @param pictures that a criterion on data measures on, at least 1
 * @param normalization what the scores of a layer are divided by
 * @param reduction how channels that go together share a score
 */
public record Scoring(String criterion, int pictures, ScoreNormalization normalization, GroupReduction reduction) {
    /** The criterion unless another is given. */
    public static final String CRITERION = "l1";

    /** The pictures that are measured on unless another number is given. */
    public static final int PICTURES = 32;

    /** As channels are scored unless it is said otherwise. */
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

    /** The scores, measured where the criterion does so. */
    public Importance on(PassInputs inputs) {
        Optional<GradientSource> source = inputs.data()
                .map(data -> new Calibration(data, pictures, inputs.watch().progress()));
        return new Importance(Criteria.named(criterion, source, inputs.seed()), normalization, reduction);
    }
}
