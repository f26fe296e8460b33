package dev.coppice.eval.flow;

import java.util.List;

/**
 * Check, before a training, that the cuts which are planned after it can be made: what is wrong with them is found before the
 * work. Nothing of it stays.
 *
 * @param stages that only plan
 */
record CheckLaterCuts(List<FlowStage> stages) implements FlowStage {
    CheckLaterCuts {
        stages = List.copyOf(stages);
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        FlowStage.fold(stages, state, context);
        return state;
    }
}
