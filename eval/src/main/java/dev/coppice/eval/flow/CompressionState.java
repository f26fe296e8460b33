package dev.coppice.eval.flow;

import dev.coppice.compress.cutoff.CutoffLearning;
import dev.coppice.eval.report.Report;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.RetrainResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The state of a run. Immutable; each {@link FlowStage} makes the next. An empty part is not made yet or not asked for.
 *
 * @param whole the network before the last cuts, with the plan that leads to it
 * @param planned the current network and the plan that leads to it
 * @param rewritten the network after the last cut, before any training that followed
 * @param trainings trainings done so far, in order
 * @param learning cut-offs to be learned next
 * @param budget the plan for a budget
 * @param warnings warnings of the present cuts; empty if these are not judged yet
 * @param original figures of the original
 * @param restored the rewritten network with normalisations that restore its statistics; empty until it is needed
 * @param recalibrated the rewritten network, recalibrated for measuring
 * @param export the written network
 * @param figures figures of all networks
 * @param report the written report
 */
record CompressionState(
        PlannedNetwork whole,
        PlannedNetwork planned,
        Network rewritten,
        List<Training> trainings,
        Optional<CutoffLearning> learning,
        Optional<PlannedBudget> budget,
        Optional<List<String>> warnings,
        Optional<OriginalFigures> original,
        Optional<RestoredStatistics> restored,
        Optional<BatchNormRecalibration> recalibrated,
        Optional<VerifiedExport> export,
        Optional<RunFigures> figures,
        Optional<Report> report) {
    CompressionState {
        trainings = List.copyOf(trainings);
    }

    /**
     * One training of several.
     *
     * @param name name that can begin a sentence
     * @param keepsBest whether it kept its best weights instead of its last
     * @param result result of this training alone
     */
    record Training(String name, boolean keepsBest, RetrainResult result) {}

    /** The start of a run: the original, or what earlier runs made of it. */
    static CompressionState of(CompressionRequest request) {
        PlannedNetwork begin = request.begun().orElseGet(() -> PlannedNetwork.none(request.network()));
        return new CompressionState(
                begin,
                begin,
                begin.network(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** All trainings as one; empty before the first. */
    Optional<RetrainResult> retraining() {
        return trainings.stream().map(Training::result).reduce((earlier, later) -> later.after(earlier));
    }

    /** The state after a cut. */
    CompressionState withCut(PlannedNetwork cut) {
        return changed(draft -> {
            boolean trained = !planned.network().equals(rewritten);
            draft.whole = trained ? planned : whole;
            draft.planned = cut;
            draft.rewritten = cut.network();
            draft.warnings = Optional.empty();
            draft.restored = Optional.empty();
        });
    }

    /** The state after a training, which also learned any prepared cut-offs. */
    CompressionState withTraining(PlannedNetwork trained, Training training) {
        return changed(draft -> {
            // cut-offs that were learned are cuts that were trained
            draft.whole = trained.plan().equals(planned.plan()) ? whole : trained;
            draft.planned = trained;
            draft.trainings.add(training);
            draft.learning = Optional.empty();
        });
    }

    CompressionState withLearning(CutoffLearning prepared) {
        return changed(draft -> draft.learning = Optional.of(prepared));
    }

    CompressionState withBudget(Optional<PlannedBudget> made) {
        return changed(draft -> draft.budget = made);
    }

    CompressionState withWarnings(List<String> judged) {
        return changed(draft -> draft.warnings = Optional.of(judged));
    }

    CompressionState withOriginal(OriginalFigures measured) {
        return changed(draft -> draft.original = Optional.of(measured));
    }

    CompressionState withRestored(RestoredStatistics made) {
        return changed(draft -> draft.restored = Optional.of(made));
    }

    CompressionState withRecalibrated(BatchNormRecalibration made) {
        return changed(draft -> draft.recalibrated = Optional.of(made));
    }

    CompressionState withExport(VerifiedExport made) {
        return changed(draft -> draft.export = Optional.of(made));
    }

    CompressionState withFigures(RunFigures measured) {
        return changed(draft -> draft.figures = Optional.of(measured));
    }

    CompressionState withReport(Report written) {
        return changed(draft -> draft.report = Optional.of(written));
    }

    private CompressionState changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new CompressionState(
                draft.whole,
                draft.planned,
                draft.rewritten,
                draft.trainings,
                draft.learning,
                draft.budget,
                draft.warnings,
                draft.original,
                draft.restored,
                draft.recalibrated,
                draft.export,
                draft.figures,
                draft.report);
    }

    /** A state being changed. */
    private static final class Draft {
        private PlannedNetwork whole;
        private PlannedNetwork planned;
        private Network rewritten;
        private final List<Training> trainings;
        private Optional<CutoffLearning> learning;
        private Optional<PlannedBudget> budget;
        private Optional<List<String>> warnings;
        private Optional<OriginalFigures> original;
        private Optional<RestoredStatistics> restored;
        private Optional<BatchNormRecalibration> recalibrated;
        private Optional<VerifiedExport> export;
        private Optional<RunFigures> figures;
        private Optional<Report> report;

        Draft(CompressionState from) {
            whole = from.whole;
            planned = from.planned;
            rewritten = from.rewritten;
            trainings = new ArrayList<>(from.trainings);
            learning = from.learning;
            budget = from.budget;
            warnings = from.warnings;
            original = from.original;
            restored = from.restored;
            recalibrated = from.recalibrated;
            export = from.export;
            figures = from.figures;
            report = from.report;
        }
    }
}
