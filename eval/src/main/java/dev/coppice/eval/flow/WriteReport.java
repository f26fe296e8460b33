package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanFile;
import dev.coppice.compress.retrain.RetrainOptions;
import dev.coppice.compress.retrain.RetrainResult;
import dev.coppice.compress.retrain.Retrainer;
import dev.coppice.compress.retrain.TrainingLength;
import dev.coppice.compress.retrain.WeightChange;
import dev.coppice.eval.latency.Latency;
import dev.coppice.eval.latency.LatencyReport;
import dev.coppice.eval.metric.ClassMatching;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.report.LostClasses;
import dev.coppice.eval.report.Measured;
import dev.coppice.eval.report.Report;
import dev.coppice.eval.report.ReportFiles;
import dev.coppice.eval.report.WholeFile;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One request from the rewritten network to the report. Used once. */
final class CompressionRun {
    private static final String ORIGINAL = "original";
    private static final String REWRITTEN = "rewritten";
    private static final String RETRAINED = "retrained";

    private final CompressionRequest request;
    private final Cutting cutting;
    private final OnnxEvaluator evaluator;
    private final OnnxSource originalOnnx;
    private final OriginalFigures seen;

    /**
     * Makes ready.
     *
     * @param evaluator measures accuracy, with the progress and cancellation of the whole run
     * @param originalOnnx the original's very file
     * @param seen what was measured of it before
     */
    CompressionRun(
            CompressionRequest request,
            Cutting cutting,
            OnnxEvaluator evaluator,
            OnnxSource originalOnnx,
            OriginalFigures seen) {
        this.seen = seen;
        this.request = request;
        this.cutting = cutting;
        this.evaluator = evaluator;
        this.originalOnnx = originalOnnx;
    }

    CompressionResult run() {
        Measured original = new Measured(Cost.of(request.network()), originalOnnx.size(), seen.accuracy());
        Cutting.Outcome cut = cutting.finish(choosing());
        boolean trains = request.retraining().length().steps(1) > 0;
        if (trains) {
            // written before anything else is measured: an interruption must not cost what training made
            return written(original, cut, cut.retraining().network(), Optional.empty());
        }
        Statistics before = statistics(cut);
        return written(original, cut, before.network(), Optional.of(before));
    }

    private Statistics statistics(Cutting.Outcome cut) {
        return Statistics.of(request, cut, evaluator.progress());
    }

    /**
     * Writes the result, then measures.
     *
     * @param known the statistics that the result is written with, if it was not trained
     */
    private CompressionResult written(
            Measured original, Cutting.Outcome cut, Network result, Optional<Statistics> known) {
        Path target = request.out().resolve(CompressionFlow.MODEL);
        message("Writing " + target);
        Handover handover = Handover.export(request, cut.plan(), result, target);
        // a report of the model that was there before is none of this one
        List.of(ReportFiles.JSON, ReportFiles.MARKDOWN, ReportFiles.EXAMPLES, CompressionFlow.PLAN)
                .forEach(name -> OutputFolder.discard(request.out().resolve(name)));
        try {
            return measured(original, cut, result, known, handover);
        } catch (CancelledException e) {
            throw new CancelledException("Interrupted after training, while results were measured. '" + target
                    + "' is complete; there is no report.");
        }
    }

    private CompressionResult measured(
            Measured original, Cutting.Outcome cut, Network network, Optional<Statistics> known, Handover handover) {
        Statistics statistics = known.orElseGet(() -> statistics(cut));
        Network before = statistics.network();
        OnnxSource rewrittenOnnx = OnnxSource.of(before);
        Measured rewritten = measured(before, rewrittenOnnx, evaluator.evaluate(rewrittenOnnx, before));
        OnnxSource onnx = OnnxSource.file(handover.model().file());
        Measured retrained = known.isPresent()
                ? new Measured(rewritten.cost(), onnx.size(), rewritten.evaluation())
                : measured(network, onnx, evaluator.evaluate(onnx, network));
        Optional<Measured> alike = request.retrainOriginal() ? Optional.of(retrainedAlike()) : Optional.empty();
        message("Timing");
        LatencyReport latency = Latency.measure(subjects(rewrittenOnnx, before, onnx), evaluator.cancellation());
        PlannedBudget.Figures figures = new PlannedBudget.Figures(
                original.with(latency.of(ORIGINAL)),
                rewritten.with(latency.of(REWRITTEN)),
                retrained.with(latency.of(RETRAINED)),
                latency.conditions().cores());
        Report report = new Report(
                Notes.origin(request),
                Notes.data(
                        request, ClassMatching.of(network.card(), request.data().classes())),
                PlanFile.tree(cut.plan()),
                cutting.budget().map(budget -> budget.beside(figures, request.network(), cut.rewritten())),
                figures.original(),
                alike,
                figures.rewritten(),
                figures.written(),
                Notes.training(request, cut),
                Notes.parity(handover),
                Notes.declined(cut.plan()),
                latency.conditions(),
                Notes.sentences(request, cut, more(figures, cut.rewritten(), statistics, latency), handover),
                Optional.empty());
        write(report, cut.plan(), onnx, network);
        return new CompressionResult(network, cut.plan(), report, handover.model(), request.out());
    }

    private List<String> more(
            PlannedBudget.Figures figures, Network rewritten, Statistics statistics, LatencyReport latency) {
        List<String> notes = new ArrayList<>();
        LostClasses.sentence(figures.original().evaluation(), figures.written().evaluation())
                .ifPresent(notes::add);
        cutting.budget().map(budget -> budget.notes(figures, rewritten)).ifPresent(notes::addAll);
        notes.add(seen.parity().sentence());
        notes.addAll(statistics.notes());
        latency.conditions().disturbance().ifPresent(notes::add);
        return notes;
    }

    /** For as long as the compressed network was trained, before the cut and after. */
    private Measured retrainedAlike() {
        RetrainOptions options = request.retraining()
                .withLength(new TrainingLength.Sum(
                        request.lengthBefore(), request.retraining().length()));
        String how = options
                + request.pictures().identity(true)
                + request.distilledFrom().graph().hash();
        return seen.alike(how, () -> retrained(options));
    }

    private Measured retrained(RetrainOptions options) {
        message("Retraining the original alike");
        Network network = request.network();
        RetrainResult result = new Retrainer(
                        options,
                        evaluator.progress(),
                        evaluator.cancellation(),
                        WeightChange.NONE,
                        cutting.checkpoints().of(ORIGINAL))
                .retrain(network, Optional.of(request.distilledFrom()), request.data(), choosing());
        if (result.interrupted()) {
            throw new CancelledException();
        }
        OnnxSource onnx = OnnxSource.of(result.network());
        return measured(result.network(), onnx, evaluator.evaluate(onnx, result.network()));
    }

    /** What weights are chosen by. */
    private OnnxEvaluator choosing() {
        return evaluator.on(request.pictures().selection());
    }

    private List<Latency.Subject> subjects(OnnxSource rewrittenOnnx, Network rewritten, OnnxSource onnx) {
        return List.of(
                new Latency.Subject(ORIGINAL, originalOnnx, request.network()),
                new Latency.Subject(REWRITTEN, rewrittenOnnx, rewritten),
                new Latency.Subject(RETRAINED, onnx, rewritten));
    }

    private void write(Report report, CompressionPlan plan, OnnxSource onnx, Network network) {
        Examples examples = Examples.of(evaluator);
        List<LabelMap> before = examples.seenBy(originalOnnx, request.network());
        List<LabelMap> after = examples.seenBy(onnx, network);
        List<String> classes =
                ClassMatching.of(network.card(), request.data().classes()).classes();
        WholeFile.write(request.out().resolve(CompressionFlow.PLAN), PlanFile.format(plan));
        ReportFiles.write(request.out(), report, examples.draw(before, after, classes));
    }

    private static Measured measured(Network network, OnnxSource onnx, Evaluation evaluation) {
        return new Measured(Cost.of(network), onnx.size(), evaluation);
    }

    private void message(String line) {
        evaluator.progress().message(line);
    }
}
