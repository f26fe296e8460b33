package dev.coppice.eval.flow;

import dev.coppice.eval.report.Measured;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.RetrainResult;
import dev.coppice.samediff.train.Retrainer;
import dev.coppice.samediff.train.TrainingFingerprint;
import dev.coppice.samediff.train.TrainingLength;
import java.util.Optional;

/**
 * Retraining of the original, for comparison. It lasts as long as all training of the compressed network, before the cut and
 * after.
 */
record RetrainOriginal() implements FlowStage {
    private static final String CHECKPOINT = "original";

    @Override
    public Optional<String> checkpoint() {
        return Optional.of(CHECKPOINT);
    }

    @Override
    public Optional<String> title() {
        return Optional.of("retraining the original");
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        Measured alike = alike(state.original().orElseThrow(), context);
        return state.withFigures(state.figures().orElseThrow().with(alike));
    }

    /** The figures of the original retrained alike, unless they are known. */
    Measured alike(OriginalFigures original, RunContext context) {
        CompressionRequest request = context.request();
        TrainingLength after = request.retraining().time().length();
        RetrainOptions options = request.retraining()
                .with(changes -> changes.length(new TrainingLength.Sum(lengthBefore(request), after)));
        Fingerprint how = request.pictures()
                .added(Fingerprint.of("Alike").with("retraining", TrainingFingerprint.of(options)), true)
                .with("teacher", request.distilledFrom().graph().hash());
        return original.alike(how, () -> retrained(options, context));
    }

    private static Measured retrained(RetrainOptions options, RunContext context) {
        context.progress().course("Retraining the original alike");
        CompressionRequest request = context.request();
        RestoredStatistics original = RestoredStatistics.uncut(request.network(), context);
        RetrainResult result = new Retrainer(
                        options,
                        context.progress(),
                        context.cancellation(),
                        WeightChange.NONE,
                        context.checkpoints().of(CHECKPOINT))
                .retrain(original.network(), Optional.of(request.distilledFrom()), request.data(), context.choosing());
        if (result.interrupted()) {
            throw new CancelledException();
        }
        Network network = original.folded(result.network());
        return MeasureAccuracy.measured(network, OnnxSource.of(network), context.measuring());
    }

    /** The length of all training before the last cut. */
    private static TrainingLength lengthBefore(CompressionRequest request) {
        TrainingLength before = request.schedule().beforeLength();
        return request.learned()
                .<TrainingLength>map(l -> new TrainingLength.Sum(request.learning(), before))
                .orElse(before);
    }
}
