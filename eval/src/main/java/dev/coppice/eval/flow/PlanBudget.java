package dev.coppice.eval.flow;

import java.util.Optional;

/** Says what was planned to a budget, and shows and writes the frontier it was chosen from. */
record PlanBudget() implements FlowStage {
    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        CompressionRequest request = context.request();
        Optional<PlannedBudget> budget =
                state.learning().isPresent() ? Optional.empty() : PlannedBudget.of(request.network(), request.passes());
        PlannedBudget.discard(request.out());
        budget.ifPresent(planned -> planned.show(request.out(), context.progress()));
        return state.withBudget(budget);
    }
}
