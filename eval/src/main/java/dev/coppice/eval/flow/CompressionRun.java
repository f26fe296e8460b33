package dev.coppice.eval.flow;

import dev.coppice.compress.plan.PlanFile;
import dev.coppice.compress.retrain.RetrainResult;
import dev.coppice.compress.retrain.Retrainer;
import dev.coppice.eval.latency.Latency;
import dev.coppice.eval.latency.LatencyReport;
import dev.coppice.eval.metric.ClassMatching;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.report.Measured;
import dev.coppice.eval.report.Report;
import dev.coppice.eval.report.ReportFiles;
import dev.coppice.eval.report.WholeFile;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One request from the rewritten network to the report. Used once. */
final class CompressionRun {
    private static final String ORIGINAL = "original";
    private static final String REWRITTEN = "rewritten";
    private static final String RETRAINED = "retrained";

    private final CompressionRequest request;
    private final Planning planning;
    private final OnnxEvaluator evaluator;
    private final byte[] originalOnnx;
    private final byte[] rewrittenOnnx;

    /**
     * Makes ready.
     *
     * @param evaluator with the progress and cancellation of the whole run
     * @param originalOnnx the original's very file
     */
    CompressionRun(CompressionRequest request, Planning planning, OnnxEvaluator evaluator, byte[] originalOnnx) {
        this.request = request;
        this.planning = planning;
        this.evaluator = evaluator;
        this.originalOnnx = originalOnnx;
        this.rewrittenOnnx = OnnxWriter.bytes(planning.rewritten());
    }

    CompressionResult run(Evaluation originalAccuracy) {
        Measured original = new Measured(Cost.of(request.network()), originalOnnx.length, originalAccuracy);
        Measured rewritten =
                measured(planning.rewritten(), rewrittenOnnx, evaluator.evaluate(rewrittenOnnx, planning.rewritten()));
        RetrainResult retraining = retrain(planning.rewritten());
        if (retraining.interrupted()) {
            throw interrupted(retraining);
        }
        Network network = retraining.network();
        Path target = request.out().resolve(CompressionFlow.MODEL);
        message("Writing " + target);
        Handover handover = Handover.export(request, planning.plan(), network, target);
        byte[] onnx = read(target);
        Measured retrained = measured(network, onnx, evaluator.evaluate(onnx, network));
        Optional<Measured> alike = request.retrainOriginal() ? Optional.of(retrainedAlike()) : Optional.empty();
        message("Timing");
        LatencyReport latency = Latency.measure(subjects(onnx), evaluator.cancellation());
        Report report = new Report(
                Notes.origin(request),
                Notes.data(
                        request, ClassMatching.of(network.card(), request.data().classes())),
                PlanFile.tree(planning.plan()),
                original.with(latency.of(ORIGINAL)),
                alike,
                rewritten.with(latency.of(REWRITTEN)),
                retrained.with(latency.of(RETRAINED)),
                Notes.training(retraining),
                Notes.parity(handover),
                Notes.declined(planning.plan()),
                new Report.Timing(latency.threads(), latency.warmup()),
                Notes.sentences(request, planning.plan(), retraining, handover));
        write(report, onnx, network);
        return new CompressionResult(network, planning.plan(), report, handover.model(), request.out());
    }

    private RetrainResult retrain(Network student) {
        Retrainer retrainer = new Retrainer(request.retraining(), evaluator.progress(), evaluator.cancellation());
        return retrainer.retrain(student, Optional.of(request.network()), request.data(), evaluator);
    }

    private Measured retrainedAlike() {
        message("Retraining the original alike");
        RetrainResult result = retrain(request.network());
        if (result.interrupted()) {
            throw new CancelledException("Interrupted while the original was retrained " + result.detail() + ". '"
                    + request.out().resolve(CompressionFlow.MODEL)
                    + "' is complete; there is no report.");
        }
        return measured(
                result.network(),
                OnnxWriter.bytes(result.network()),
                result.best().evaluation());
    }

    private CancelledException interrupted(RetrainResult result) {
        Path file = request.out().resolve(CompressionFlow.INTERRUPTED);
        Handover.export(request, planning.plan(), result.network(), file);
        return new CancelledException(String.format(
                Locale.ROOT,
                "Interrupted %s. The best weights so far (mIoU %.4f, epoch %d) are in '%s'.",
                result.detail(),
                result.best().evaluation().mIoU(),
                result.best().epoch(),
                file));
    }

    private List<Latency.Subject> subjects(byte[] onnx) {
        return List.of(
                new Latency.Subject(ORIGINAL, () -> originalOnnx, request.network()),
                new Latency.Subject(REWRITTEN, () -> rewrittenOnnx, planning.rewritten()),
                new Latency.Subject(RETRAINED, () -> onnx, planning.rewritten()));
    }

    private void write(Report report, byte[] onnx, Network network) {
        Examples examples = Examples.of(evaluator);
        List<LabelMap> before = examples.seenBy(originalOnnx, request.network());
        List<LabelMap> after = examples.seenBy(onnx, network);
        List<String> classes =
                ClassMatching.of(network.card(), request.data().classes()).classes();
        WholeFile.write(request.out().resolve(CompressionFlow.PLAN), PlanFile.format(planning.plan()));
        ReportFiles.write(request.out(), report, examples.draw(before, after, classes));
    }

    private static Measured measured(Network network, byte[] onnx, Evaluation evaluation) {
        return new Measured(Cost.of(network), onnx.length, evaluation);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + file + "': " + e.getMessage(), e);
        }
    }

    private void message(String line) {
        evaluator.progress().message(line);
    }
}
