package dev.coppice.eval.flow;

import java.util.List;

/**
 * Looks, before a training, whether the cuts that are planned after it can be made: what is wrong with them is found before the
 * work. Nothing of it stays.
 *
 * @param stages that only plan
 */
record Foresee(List<FlowStage> stages) implements FlowStage {
    Foresee {
        stages = List.copyOf(stages);
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        FlowStage.fold(stages, state, context);
        return state;
    }
}
