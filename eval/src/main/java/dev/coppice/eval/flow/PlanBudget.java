package dev.coppice.eval.flow;

import dev.coppice.models.measure.Metric;
import java.util.Optional;

/** Record of what was planned for a budget. It shows and writes the frontier that the plan was chosen from. */
record PlanBudget() implements FlowStage {
    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        CompressionRequest request = context.request();
        Optional<PlannedBudget> budget =
                state.learning().isPresent() ? Optional.empty() : PlannedBudget.of(request.network(), request.passes());
        PlannedBudget.discard(request.out());
        budget.ifPresent(planned ->
                planned.show(request.out(), Metric.of(request.network().card()), context.progress()));
        return state.withBudget(budget);
    }
}
