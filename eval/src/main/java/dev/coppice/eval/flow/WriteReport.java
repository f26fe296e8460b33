package dev.coppice.eval.flow;

import dev.coppice.compress.plan.PlanFile;
import dev.coppice.eval.latency.LatencyConditions;
import dev.coppice.eval.metric.ClassMatching;
import dev.coppice.eval.report.ExampleSet;
import dev.coppice.eval.report.LostClasses;
import dev.coppice.eval.report.Report;
import dev.coppice.eval.report.ReportFiles;
import dev.coppice.export.WholeFile;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writing of the plan, the report and the examples. */
record WriteReport() implements FlowStage {
    @Override
    public Optional<String> title() {
        return Optional.of("writing the report");
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        Report report = report(state, context);
        Path out = context.request().out();
        WholeFile.write(
                out.resolve(CompressionFlow.PLAN),
                PlanFile.format(state.planned().plan()));
        ReportFiles.write(out, report);
        return state.withReport(report);
    }

    private static Report report(CompressionState state, RunContext context) {
        CompressionRequest request = context.request();
        RunFigures figures = state.figures().orElseThrow();
        VerifiedExport export = state.export().orElseThrow();
        Network network = export.network();
        return new Report(
                Notes.origin(request),
                Notes.data(request, ClassMatching.of(network.card(), request.data())),
                PlanFile.tree(state.planned().plan()),
                state.budget().map(budget -> budget.beside(figures, request.network(), state.rewritten())),
                figures.original(),
                figures.alike(),
                figures.rewritten(),
                figures.written(),
                LayerChanges.of(state, request.network(), figures.conditions().isPresent()),
                Notes.training(request, state),
                Notes.parity(export),
                Notes.declined(state.planned().plan()),
                figures.conditions(),
                Notes.sentences(request, state, more(state, figures)),
                examples(state, context),
                Optional.empty());
    }

    private static List<String> more(CompressionState state, RunFigures figures) {
        List<String> notes = new ArrayList<>();
        LostClasses.sentence(figures.original().evaluation(), figures.written().evaluation())
                .ifPresent(notes::add);
        state.budget().map(budget -> budget.notes(figures, state.rewritten())).ifPresent(notes::addAll);
        notes.add(state.original().orElseThrow().parity().sentence());
        notes.addAll(state.export().orElseThrow().copy().notes());
        state.export().orElseThrow().model().roundingWords().ifPresent(words -> notes.add(words + "."));
        notes.addAll(state.recalibrated().orElseThrow().notes());
        figures.conditions().flatMap(LatencyConditions::disturbance).ifPresent(notes::add);
        return notes;
    }

    private static ExampleSet examples(CompressionState state, RunContext context) {
        CompressionRequest request = context.request();
        VerifiedExport export = state.export().orElseThrow();
        Network network = export.network();
        Examples examples = Examples.of(context.measuring());
        List<LabelMap> before = examples.seenBy(state.original().orElseThrow().model(), request.network());
        List<LabelMap> after = examples.seenBy(export.runnable(), network);
        return examples.with(
                before, after, ClassMatching.of(network.card(), request.data()).classes());
    }
}
