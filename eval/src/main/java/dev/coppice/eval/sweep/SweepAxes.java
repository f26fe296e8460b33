package dev.coppice.eval.sweep;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.plan.GridLimit;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.eval.compression.GridChoice;
import dev.coppice.models.resample.Grid;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The axes of a sweep, which covers every combination of their values.
 *
 * @param targets targets of channels, empty for none; without targets and budgets all channels stay
 * @param budgets budgets that a planner meets
 * @param grids grids to cap at, or how they are found; an empty entry for none; without entries a planner chooses
 * @param criteria names of importance criteria
 * @param recipes ways to train, an empty entry for that of the request; without entries all points are trained by the request
 * @param seeds seeds of everything random
 */
public record SweepAxes(
        List<Optional<PruningTarget>> targets,
        List<Budget> budgets,
        List<Optional<TruncationTarget>> grids,
        List<String> criteria,
        List<Optional<TrainingRecipe>> recipes,
        List<Long> seeds) {
    public SweepAxes {
        targets = List.copyOf(targets);
        budgets = List.copyOf(budgets);
        grids = List.copyOf(grids);
        criteria = List.copyOf(criteria);
        recipes = List.copyOf(recipes);
        seeds = List.copyOf(seeds);
    }

    /** Axes with these shares of the channels removed, in [0, 1); 0 leaves channels as they are. */
    public static SweepAxes ratios(double... shares) {
        List<Optional<PruningTarget>> targets = Arrays.stream(shares)
                .<Optional<PruningTarget>>mapToObj(
                        share -> share == 0 ? Optional.empty() : Optional.of(new PruningRatio(share)))
                .toList();
        return new SweepAxes(targets, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** Axes with these budgets for a planner, such as {@code macs=40%} or {@code latency=12ms}. */
    public static SweepAxes budgets(String... amounts) {
        List<Budget> budgets = Arrays.stream(amounts).map(Budget::parse).toList();
        return new SweepAxes(List.of(), budgets, List.of(), List.of(), List.of(), List.of());
    }

    /** The same, capped at each of these grids, such as {@code 1/2}; {@code 1/1} leaves maps as they are. */
    public SweepAxes withGrids(String... limits) {
        List<Optional<TruncationTarget>> changed = Arrays.stream(limits)
                .map(Grid::parse)
                .map(grid -> grid.equals(Grid.FULL)
                        ? Optional.<TruncationTarget>empty()
                        : Optional.<TruncationTarget>of(new GridLimit(grid)))
                .toList();
        return new SweepAxes(targets, budgets, changed, criteria, recipes, seeds);
    }

    /** The same with each of these criteria. */
    public SweepAxes withCriteria(String... names) {
        return new SweepAxes(targets, budgets, grids, List.of(names), recipes, seeds);
    }

    /** The same, trained in each of these ways; an empty entry stands for that of the request. */
    public SweepAxes withRecipes(List<Optional<TrainingRecipe>> changed) {
        return new SweepAxes(targets, budgets, grids, criteria, changed, seeds);
    }

    /** The same with each of these seeds. */
    public SweepAxes withSeeds(Long... changed) {
        return new SweepAxes(targets, budgets, grids, criteria, recipes, List.of(changed));
    }

    /** The same, with a criterion and a seed if none are given. */
    public SweepAxes orElse(String criterion, long seed) {
        return new SweepAxes(
                targets,
                budgets,
                grids,
                criteria.isEmpty() ? List.of(criterion) : criteria,
                recipes,
                seeds.isEmpty() ? List.of(seed) : seeds);
    }

    /**
     * The points: targets first, then budgets, each with every grid in every region, every criterion and every seed;
     * all of them by the first recipe, then by the next, so that shards get as many of each.
     *
     * @param where regions and kind of grids
     * @throws dev.coppice.models.InvalidInputException if two points would have folders of the same name
     */
    public List<SweepPoint> points(GridChoice where) {
        List<Optional<SweepPoint.Truncation>> truncations =
                grids.isEmpty() ? List.of(Optional.empty()) : truncations(where);
        List<SweepPoint.Planned> planned = budgets.stream()
                .map(budget -> new SweepPoint.Planned(budget, grids.isEmpty()))
                .toList();
        List<Optional<PruningTarget>> asked =
                targets.isEmpty() && budgets.isEmpty() ? List.of(Optional.empty()) : targets;
        List<SweepPoint> points = Stream.concat(
                        SweepPoint.product(asked, truncations, criteria, seeds).stream(),
                        SweepPoint.toBudgets(planned, truncations, criteria, seeds).stream())
                .toList();
        return recipes.isEmpty()
                ? points
                : recipes.stream()
                        .distinct()
                        .flatMap(recipe -> points.stream().map(point -> point.trainedBy(recipe)))
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
