package dev.coppice.cli;

import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.RecalibratingEvaluator;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.metric.RememberingEvaluator;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Progress;
import java.util.Optional;

/**
 * What passes may go by besides the weights.
 *
 * @param data with pictures to measure on
 * @param seed of the importance that is random
 * @param console is told of every picture, and interrupts what measures
 * @param predictor measures what a truncation would cost
 */
record Basis(Optional<Dataset> data, long seed, Console console, Optional<Evaluator> predictor) {
    /** Without a predictor. */
    Basis(Optional<Dataset> data, long seed, Console console) {
        this(data, seed, console, Optional.empty());
    }

    Progress progress() {
        return console.progress();
    }

    Cancellation cancellation() {
        return console.cancellation();
    }

    /**
     * What measures on so many images of the split that weights are chosen on, each network once, with statistics of its own:
     * a plan is a choice too.
     */
    static Evaluator predictor(CompressionRequest request, int images, Console console) {
        Dataset subset = new SpreadSubset(request.data(), images);
        return measuring(request, subset, request.pictures().selection(), console);
    }

    /** The same on all images of the split that accuracy is measured on. */
    static Evaluator predictor(CompressionRequest request, Console console) {
        return measuring(request, request.data(), request.split(), console);
    }

    private static Evaluator measuring(CompressionRequest request, Dataset pictures, String split, Console console) {
        OnnxEvaluator evaluator = new OnnxEvaluator(pictures, split, console.progress(), console.cancellation());
        return new RememberingEvaluator(
                new RecalibratingEvaluator(
                        evaluator, request.network(), request.retraining(), request.data(), console.progress()),
                DatasetIdentity.of(pictures, split));
    }
}
