package dev.coppice.eval.flow;

import dev.coppice.compress.cutoff.CutoffLearning;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Iteration;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.TrainingCheck;
import java.util.List;

/** A stage that changes nothing and refuses what cannot be gone on with. */
sealed interface Requirement extends FlowStage {
    /**
     * Looks at what the run has come to.
     *
     * @throws dev.coppice.models.InvalidInputException if it cannot be gone on with
     */
    void check(CompressionState state, CompressionRequest request);

    @Override
    default CompressionState next(CompressionState state, RunContext context) {
        check(state, context.request());
        return state;
    }

    /**
     * Something is cut, where anything was asked for. The first of several cuts may be too small for a channel where all of them
     * are not.
     *
     * @param gradual passes that go their way in several cuts
     */
    record SomethingIsCut(List<CompressionPass> gradual) implements Requirement {
        public SomethingIsCut {
            gradual = List.copyOf(gradual);
        }

        @Override
        public void check(CompressionState state, CompressionRequest request) {
            CompressionPlan plan = state.planned().plan();
            boolean idle = plan.steps().isEmpty()
                    && (request.schedule().iterations() == 1
                            || whole(state.planned().network(), gradual, request)
                                    .steps()
                                    .isEmpty());
            if (idle && !request.passes().isEmpty()) {
                throw NothingToCutException.of(request.network(), plan);
            }
        }

        /** What would go if all were cut now. */
        static CompressionPlan whole(Network network, List<CompressionPass> gradual, CompressionRequest request) {
            return PlannedNetwork.none(network)
                    .then(gradual, new Iteration(request.network(), 1))
                    .plan();
        }
    }

    /**
     * Training before the cut has something to work on.
     *
     * @param gradual passes that go their way in several cuts
     */
    record Sparsifiable(List<CompressionPass> gradual) implements Requirement {
        public Sparsifiable {
            gradual = List.copyOf(gradual);
        }

        @Override
        public void check(CompressionState state, CompressionRequest request) {
            request.schedule()
                    .before()
                    .change(state.planned().network(), network -> SomethingIsCut.whole(network, gradual, request));
        }
    }

    /** The network that is trained next can be. */
    record Trainable() implements Requirement {
        @Override
        public void check(CompressionState state, CompressionRequest request) {
            Network trained = state.learning().map(CutoffLearning::softened).orElseGet(() -> state.planned()
                    .network());
            TrainingCheck.trainable(request.retraining(), trained);
        }
    }
}
