package dev.coppice.eval.budget;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.BudgetedCut;
import dev.coppice.compress.budget.FrontierSearch;
import dev.coppice.compress.budget.PriceMeter;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanFile;
import dev.coppice.eval.latency.profile.LatencyModel;
import dev.coppice.export.OnnxExporter;
import dev.coppice.export.Provenance;
import dev.coppice.models.measure.CostFunction;
import dev.coppice.models.network.Network;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A search whose frontier serves any number of budgets of one kind.
 *
 * @param kind its currency
 * @param search remembers what it finds
 * @param machine that is planned for, where the currency is milliseconds
 * @param clock measures networks beside the original, where the currency is milliseconds and the machine is this one
 * @param model of the machine's times, where the currency is milliseconds
 */
public record BudgetSearch(
        BudgetKind kind,
        FrontierSearch search,
        Optional<LatencySource> machine,
        Optional<CostFunction> clock,
        Optional<LatencyModel> model) {
    /**
     * The pass that meets a budget.
     *
     * @throws IllegalArgumentException if the budget is of another kind
     */
    public PlannedCut to(Budget budget) {
        if (budget.kind() != kind) {
            throw new IllegalArgumentException("a search in " + kind.id() + " meets no budget such as " + budget);
        }
        Supplier<String> conditions =
                () -> machine.map(LatencySource::conditions).orElse("");
        return new PlannedCut(new BudgetedCut(budget, search, meter(), conditions), this);
    }

    /** Measures what is only predicted: milliseconds, and of bytes those that the plan takes which the file holds. */
    private Optional<PriceMeter> meter() {
        return switch (kind) {
            case LATENCY -> clock.map(measure -> (network, plan) -> measure.cost(network));
            case BYTES -> Optional.of(BudgetSearch::bytes);
            case MACS, PARAMETERS -> Optional.empty();
        };
    }

    private static double bytes(Network network, CompressionPlan plan) {
        Provenance provenance =
                Provenance.of(PlanFile.format(plan), 0, network.graph().hash());
        return OnnxExporter.bytes(network, provenance).length;
    }
}
