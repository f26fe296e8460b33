package dev.coppice.eval.flow;

import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.report.Measured;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.network.Network;
import java.util.Optional;

/**
 * Measurement of cost and accuracy, of the rewritten network and of the written file.
 *
 * @param trained whether a training lies between the two; otherwise they are the same network
 */
record MeasureAccuracy(boolean trained) implements FlowStage {
    static final String TITLE = "measuring the result";

    @Override
    public Optional<String> title() {
        return Optional.of(TITLE);
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        OnnxEvaluator evaluator = context.measuring();
        Network original = context.request().network();
        Network before = state.recalibrated().orElseThrow().network();
        VerifiedExport export = state.export().orElseThrow();
        Measured rewritten = measured(before, OnnxSource.of(before), evaluator);
        OnnxSource file = export.runnable();
        Measured written = trained
                ? measured(export.network(), file, evaluator)
                : new Measured(rewritten.cost(), export.model().bytes(), rewritten.evaluation());
        return state.withFigures(new RunFigures(
                new Measured(
                        Cost.of(original),
                        state.original().orElseThrow().model().size(),
                        state.original().orElseThrow().accuracy()),
                Optional.empty(),
                rewritten,
                written,
                Optional.empty()));
    }

    /** Measures a network by its file. */
    static Measured measured(Network network, OnnxSource onnx, OnnxEvaluator evaluator) {
        return new Measured(Cost.of(network), onnx.size(), evaluator.evaluate(onnx, network));
    }
}
