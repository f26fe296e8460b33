package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.eval.metric.ClassMatching;
import dev.coppice.eval.report.Report;
import dev.coppice.export.onnx.ToolVersion;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.models.data.BlockAnnotation;
import dev.coppice.models.data.PictureSizes;
import dev.coppice.samediff.train.RetrainResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The texts of a report besides its figures, from what the stages handed on. */
final class Notes {
    private Notes() {}

    static Report.Origin origin(CompressionRequest request) {
        return new Report.Origin(
                "Coppice " + ToolVersion.read(),
                request.network().card().name(),
                request.network().graph().hash(),
                request.seed(),
                request.command());
    }

    static Report.Data data(CompressionRequest request, ClassMatching matching) {
        return new Report.Data(
                request.data().name(),
                request.split(),
                request.data().names(request.split()).size(),
                request.data().classes(),
                matching.extra());
    }

    /** The course of training; empty if no step was taken. */
    static Optional<Report.Training> training(CompressionRequest request, CompressionState state) {
        RetrainResult result = state.retraining().orElseThrow();
        if (result.steps() == 0) {
            return Optional.empty();
        }
        List<Report.CurvePoint> curve = result.curve().stream()
                .map(p -> new Report.CurvePoint(
                        p.epoch(), p.loss(), p.evaluation().accuracy()))
                .toList();
        return Optional.of(new Report.Training(
                PictureRoles.TRAINING,
                result.steps(),
                result.best().epoch(),
                Optional.of(request.pictures().chosen()).filter(selection -> chose(state)),
                curve));
    }

    /** Parity with SameDiff; empty if SameDiff took no part. */
    static Optional<Report.Parity> parity(VerifiedExport export) {
        ParityReport parity = export.model().parity();
        return export.withoutSameDiff().isPresent()
                ? Optional.empty()
                : Optional.of(new Report.Parity(parity.maxAbs(), parity.maxRel(), parity.inputs()));
    }

    static List<Report.Declined> declined(CompressionPlan plan) {
        return plan.declined().stream()
                .map(d -> new Report.Declined(d.where(), d.reason()))
                .toList();
    }

    static List<String> sentences(CompressionRequest request, CompressionState state, List<String> more) {
        CompressionPlan plan = state.planned().plan();
        List<String> notes = new ArrayList<>();
        if (plan.steps().isEmpty()) {
            notes.add("The plan changes nothing; before and after are the same network.");
        }
        plan.declined().stream()
                .filter(d -> d.pass().equals(ChannelPruning.TARGET))
                .forEach(d -> notes.add("The target of channel pruning is missed: " + d.reason() + "."));
        plan.decisions().stream()
                .filter(d -> d.pass().equals(ChannelPruning.WIDTHS))
                .forEach(d -> notes.add("Widths: " + d.reason() + "."));
        notes.addAll(state.warnings().orElseGet(() -> WarnOfRuin.warnings(request, state)));
        notes.add(weights(request, state));
        state.trainings().forEach(training -> ending(training).ifPresent(notes::add));
        notes.addAll(more);
        PictureSizes.of(request.data(), request.split())
                .resized(request.network().card())
                .ifPresent(notes::add);
        request.data().blocks().ifPresent(blocks -> notes.add(blocks(request, blocks)));
        state.export()
                .flatMap(VerifiedExport::withoutSameDiff)
                .ifPresent(why ->
                        notes.add("Parity with SameDiff was not checked, the network was not retrained: " + why));
        return notes;
    }

    /**
     * Says where the weights come from. Training before the cut keeps its last weights, so only training after the last cut
     * chooses.
     */
    private static String weights(CompressionRequest request, CompressionState state) {
        if (chose(state)) {
            return request.pictures().chosen().sentence();
        }
        return state.retraining().orElseThrow().steps() == 0
                ? "Nothing was retrained."
                : "The network was trained before the cut and not after it; the last weights of that training were kept.";
    }

    private static boolean chose(CompressionState state) {
        List<CompressionState.Training> trainings = state.trainings();
        return trainings.get(trainings.size() - 1).result().steps() > 0;
    }

    private static String blocks(CompressionRequest request, BlockAnnotation blocks) {
        String target = request.retraining()
                .pictures()
                .blockTarget()
                .map(t -> ", trained towards with target '" + t.id() + "'")
                .orElse("");
        return "Labels of split " + String.join(" and ", blocks.splits()) + " are " + blocks + target + "."
                + (blocks.covers(request.split()) ? " Accuracy is measured against blocks too." : "");
    }

    /** A note on how a training ended; empty if it took all its steps. */
    private static Optional<String> ending(CompressionState.Training training) {
        String detail = training.result().detail();
        return switch (training.result().ending()) {
            case DIVERGED ->
                Optional.of(training.name() + " diverged: " + detail + ". The "
                        + (training.keepsBest() ? "best weights" : "weights validated last")
                        + " before that were kept.");
            case OUT_OF_TIME ->
                Optional.of(training.name() + " ended at its time limit, " + detail
                        + "; a run that reaches its limit cannot be repeated exactly.");
            case COMPLETED, INTERRUPTED -> Optional.empty();
        };
    }
}
