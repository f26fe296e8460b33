package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.sparsify.Sparsity;
import dev.coppice.models.measure.WeightChange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Training of the current network.
 *
 * @param training options and names of the training
 * @param sparsity what drives weights to zero during training
 * @param gradual passes that will cut afterwards
 */
record Train(TrainingTask training, Sparsity sparsity, List<CompressionPass> gradual) implements FlowStage {
    Train {
        gradual = List.copyOf(gradual);
    }

    /** Training by the gradient alone. */
    Train(TrainingTask training) {
        this(training, new Sparsity.None(), List.of());
    }

    @Override
    public Optional<String> title() {
        boolean trains = training.options().time().length().steps(1) > 0;
        String name = training.name().toLowerCase(Locale.ROOT);
        return Optional.of(sparsity.isNone() ? "re" + name : name).filter(title -> trains);
    }

    @Override
    public Optional<String> checkpoint() {
        return Optional.of(training.checkpoint());
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        PlannedNetwork now = state.planned();
        CompressionPlan plan = now.plan();
        // soft pruning zeroes what the passes would cut now
        WeightChange change = sparsity.change(
                now.network(), network -> Requirement.SomethingIsCut.whole(network, gradual, context.request()));
        if (!sparsity.isNone()) {
            context.progress().course("Training before the cut: " + sparsity.id());
        }
        RestoredStatistics restored =
                sparsity.isNone() ? RestoredStatistics.of(state, context) : RestoredStatistics.none(now.network());
        TrainingTask.Subject subject = new TrainingTask.Subject(
                restored.network(),
                context.choosing(),
                change,
                trained -> new PlannedNetwork(plan, restored.folded(trained)));
        return training.carriedOut(subject, state.withRestored(restored), context);
    }
}
