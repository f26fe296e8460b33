package dev.coppice.cli;

import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.metric.RememberingEvaluator;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Progress;
import java.util.Optional;

/**
 * What passes may go by besides the weights.
 *
 * @param data with pictures to measure on
 * @param seed of the importance that is random
 * @param progress is told of every picture
 * @param predictor measures what a truncation would cost
 */
record Basis(Optional<Dataset> data, long seed, Progress progress, Optional<Evaluator> predictor) {
    /** Without a predictor. */
    Basis(Optional<Dataset> data, long seed, Progress progress) {
        this(data, seed, progress, Optional.empty());
    }

    /** What measures on so many images of a split, each network once. */
    static Evaluator predictor(Dataset data, String split, int images, Console console) {
        Dataset subset = new SpreadSubset(data, images);
        OnnxEvaluator evaluator = new OnnxEvaluator(subset, split, console.progress(), console.cancellation());
        return new RememberingEvaluator(evaluator, images + " images of " + data.name() + "/" + split);
    }
}
