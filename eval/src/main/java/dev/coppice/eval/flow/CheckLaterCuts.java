package dev.coppice.eval.flow;

import java.util.List;
import java.util.Optional;

/**
 * Check before a training that the cuts planned after it can be made, so that an error shows before the work. The state
 * stays as it was.
 *
 * @param stages stages that only plan
 */
record CheckLaterCuts(List<FlowStage> stages) implements FlowStage {
    CheckLaterCuts {
        stages = List.copyOf(stages);
    }

    @Override
    public Optional<String> title() {
        return Optional.of(CutNetwork.PLANNING);
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        FlowStage.fold(stages, state, context);
        return state;
    }
}
