package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.eval.budget.PlannedCut;
import dev.coppice.samediff.train.BatchNormMode;
import java.util.Locale;
import java.util.Optional;

/** A check that a request's passes and training go together with its schedule of cuts. */
final class ScheduleObstacle {
    private ScheduleObstacle() {}

    /**
     * The reason why the schedule cannot be followed, empty if it can.
     *
     * <p>Plans name nodes. A plan made after training replays on the original only if training keeps its nodes.
     */
    static Optional<String> of(CompressionRequest request) {
        int iterations = request.schedule().iterations();
        boolean scheduled = iterations > 1 || request.schedule().trainsBefore();
        if (!scheduled && request.learned().isEmpty()) {
            return Optional.empty();
        }
        if (comesLate(request)) {
            return Optional.of(
                    "Cut-offs are learned on the uncut network, but other passes come before. Name the learned"
                            + " truncation first.");
        }
        if (scheduled && request.passes().stream().noneMatch(CompressionPass::isGradual)) {
            return Optional.of(nothingGradual(request));
        }
        if (request.retraining().optimization().batchNorm() != BatchNormMode.BATCH) {
            return Optional.of("Training before the last cut folds batch normalisations away in mode '"
                    + request.retraining().optimization().batchNorm().name().toLowerCase(Locale.ROOT)
                    + "', and the plan would not replay on the original. Use mode 'batch'.");
        }
        int length = request.retraining().time().length().steps(1);
        if (length > 0 && length < iterations) {
            return Optional.of("Retraining for " + length + " epochs or steps cannot be divided among " + iterations
                    + " iterations. Give at least one each, or none at all.");
        }
        return Optional.empty();
    }

    private static String nothingGradual(CompressionRequest request) {
        return request.passes().stream().anyMatch(PlannedCut.class::isInstance)
                ? "A planner cuts all at once, neither in several iterations nor after a training of its own. Give a"
                        + " pruning ratio, or leave the schedule out."
                : "No channels are to be cut, so there is nothing to cut in "
                        + request.schedule().iterations()
                        + " iterations or to train for before. Say how many channels to cut.";
    }

    private static boolean comesLate(CompressionRequest request) {
        return request.learned()
                .filter(learned -> !learned.equals(request.passes().get(0)))
                .isPresent();
    }
}
