package dev.coppice.eval.sweep;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.eval.compression.GridChoice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a sweep goes through, every combination of it.
 *
 * @param targets of channels, empty for none
 * @param budgets that a planner meets
 * @param grids to cap at, or how they are found, empty for none; without any, a planner chooses
 * @param criteria names of what makes a channel important
 * @param seeds of everything random
 */
public record SweepAxes(
        List<Optional<PruningTarget>> targets,
        List<Budget> budgets,
        List<Optional<TruncationTarget>> grids,
        List<String> criteria,
        List<Long> seeds) {
    public SweepAxes {
        targets = List.copyOf(targets);
        budgets = List.copyOf(budgets);
        grids = List.copyOf(grids);
        criteria = List.copyOf(criteria);
        seeds = List.copyOf(seeds);
    }

    /**
     * The points: targets, then budgets, each with every grid in every region, every criterion and every seed.
     *
     * @param where grids are lowered
     * @throws dev.coppice.models.InvalidInputException if two would have folders of the same name
     */
    public List<SweepPoint> points(GridChoice where) {
        List<Optional<SweepPoint.Truncation>> truncations =
                grids.isEmpty() ? List.of(Optional.empty()) : truncations(where);
        List<SweepPoint.Planned> planned = budgets.stream()
                .map(budget -> new SweepPoint.Planned(budget, grids.isEmpty()))
                .toList();
        return Stream.concat(
                        SweepPoint.product(targets, truncations, criteria, seeds).stream(),
                        SweepPoint.toBudgets(planned, truncations, criteria, seeds).stream())
                .toList();
    }

    private List<Optional<SweepPoint.Truncation>> truncations(GridChoice where) {
        return grids.stream()
                .flatMap(target -> target.isEmpty()
                        ? Stream.of(Optional.<SweepPoint.Truncation>empty())
                        : where.alternatives(target.get()).stream()
                                .map(regions -> Optional.of(new SweepPoint.Truncation(target.get(), regions))))
                .toList();
    }
}
