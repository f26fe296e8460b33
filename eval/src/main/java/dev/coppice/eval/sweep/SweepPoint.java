package dev.coppice.eval.sweep;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.models.InvalidInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One combination of a sweep.
 *
 * @param prune number of channels to remove, empty for none
 * @param planned budget to meet, empty for none
 * @param truncate regions and grid of a truncation, empty for none
 * @param criterion name of the importance criterion, {@code none} if no channels are cut
 * @param recipe how it is trained; empty for as the request says
 * @param seed seed of everything random
 * @param start the point whose weights it starts from; empty for the original's
 */
public record SweepPoint(
        Optional<PruningTarget> prune,
        Optional<Planned> planned,
        Optional<Truncation> truncate,
        String criterion,
        Optional<TrainingRecipe> recipe,
        long seed,
        Optional<SweepPoint> start) {
    /** The text for a part that is not asked for. */
    static final String NONE = "none";

    /** The prefix of a budget. */
    static final String BUDGET = "budget ";

    /** The text for a grid that a planner chooses. */
    private static final String CHOSEN = "planned";

    /**
     * A budget of a sweep.
     *
     * @param budget to meet
     * @param choosesGrid whether the planner chooses a grid too
     */
    public record Planned(Budget budget, boolean choosesGrid) {
        private String name() {
            return "budget-" + budget.toString().replace("%", "pc");
        }
    }

    /**
     * A truncation of a sweep.
     *
     * @param target grid to cap at, or how it is found
     * @param regions regions to truncate in; several if one of them is to be chosen
     */
    public record Truncation(TruncationTarget target, List<Region> regions) {
        public Truncation {
            regions = List.copyOf(regions);
        }
    }

    public SweepPoint {
        criterion = prune.isEmpty() && planned.isEmpty() ? NONE : criterion;
    }

    /** A point that starts from the original's weights, and is trained as the request says. */
    public SweepPoint(
            Optional<PruningTarget> prune,
            Optional<Planned> planned,
            Optional<Truncation> truncate,
            String criterion,
            long seed) {
        this(prune, planned, truncate, criterion, Optional.empty(), seed, Optional.empty());
    }

    /** The same, starting from the weights of another point. */
    SweepPoint startingFrom(SweepPoint other) {
        return new SweepPoint(prune, planned, truncate, criterion, recipe, seed, Optional.of(other));
    }

    /** The same, trained by a recipe; empty for as the request says. */
    SweepPoint trainedBy(Optional<TrainingRecipe> changed) {
        return new SweepPoint(prune, planned, truncate, criterion, changed, seed, start);
    }

    /**
     * The same points, each of which starts from the weights of a milder one that is as alike as can be. Which one, follows from
     * the list alone, not from what is done first.
     *
     * @throws InvalidInputException if a planner meets the budget of a point
     */
    public static List<SweepPoint> warm(List<SweepPoint> points) {
        return WarmStarts.of(points);
    }

    /**
     * The name of the point, which also names its folder: {@code prune-0.4-l1-truncate-1of2-from-decoder-seed-1}. The grid
     * is {@code 1of2x1of4} if the axes differ. A budget gives {@code budget-latency=25pc-l1-truncate-planned-seed-1}. In a
     * tensor's name, anything but letters, digits, points and commas becomes {@code _}. A point with a recipe has it before the
     * seed, {@code -recipe-long-seed-1}. A point that starts from another's weights ends in {@code -start-0.2}.
     */
    public String name() {
        String from = truncate.isEmpty() ? "" : "-from-" + regionText().replaceAll("[^A-Za-z0-9.,_-]", "_");
        return planned.map(Planned::name).orElseGet(() -> "prune-" + amount())
                + (criterion.equals(NONE) ? "" : "-" + criterion) + "-truncate-"
                + truncateText().replace("/", "of") + from
                + recipe.map(way -> "-recipe-" + way.name()).orElse("") + "-seed-" + seed
                + start.map(other -> "-start-" + other.amount()).orElse("");
    }

    /**
     * The ratio as text: {@code macs=0.5} for a share of the MACs, {@code budget latency=25%} for a budget, {@code none}
     * without either; {@code 0.4 from 0.2} if it starts from another's weights.
     */
    public String pruneText() {
        return amount() + start.map(other -> " from " + other.amount()).orElse("");
    }

    private String amount() {
        return planned.map(p -> BUDGET + p.budget())
                .or(() -> prune.map(SweepPoint::text))
                .orElse(NONE);
    }

    private static String text(PruningTarget target) {
        return target.match(
                ratio -> String.valueOf(ratio.value()),
                share -> share.kind().name().toLowerCase(Locale.ROOT) + "=" + share.kept());
    }

    /** The grid as text: {@code auto-1.0} if its drop decides, {@code planned} if a planner chooses, {@code none} without one. */
    public String truncateText() {
        return truncate.map(t -> String.valueOf(t.target()))
                .orElse(planned.filter(Planned::choosesGrid).isPresent() ? CHOSEN : NONE);
    }

    /** The region as text: {@code decoder,all} if one of these is chosen, {@code none} if nothing is truncated. */
    public String regionText() {
        return truncate.map(t -> t.regions().stream().map(String::valueOf).collect(Collectors.joining(",")))
                .orElse(NONE);
    }

    /** The name of the recipe, {@code none} if the point is trained as the request says. */
    public String recipeText() {
        return recipe.map(TrainingRecipe::name).orElse(NONE);
    }

    /**
     * Every target with every truncation, criterion and seed; the seed changes fastest. A combination named twice appears
     * once.
     *
     * @throws InvalidInputException if two points would have folders of the same name
     */
    public static List<SweepPoint> product(
            List<Optional<PruningTarget>> targets,
            List<Optional<Truncation>> truncations,
            List<String> criteria,
            List<Long> seeds) {
        return namedApart(targets.stream().flatMap(target -> truncations.stream()
                .flatMap(truncation -> criteria.stream().flatMap(criterion -> seeds.stream()
                        .map(seed -> new SweepPoint(target, Optional.empty(), truncation, criterion, seed))))));
    }

    /**
     * Every budget with every truncation, criterion and seed, in the same order.
     *
     * @throws InvalidInputException if two points would have folders of the same name
     */
    public static List<SweepPoint> toBudgets(
            List<Planned> budgets, List<Optional<Truncation>> truncations, List<String> criteria, List<Long> seeds) {
        return namedApart(budgets.stream().map(Optional::of).flatMap(budget -> truncations.stream()
                .flatMap(truncation -> criteria.stream().flatMap(criterion -> seeds.stream()
                        .map(seed -> new SweepPoint(Optional.empty(), budget, truncation, criterion, seed))))));
    }

    private static List<SweepPoint> namedApart(Stream<SweepPoint> all) {
        List<SweepPoint> points = all.distinct().toList();
        Map<String, SweepPoint> byName = new HashMap<>();
        for (SweepPoint point : points) {
            SweepPoint other = byName.putIfAbsent(point.name(), point);
            if (other != null) {
                throw new InvalidInputException("Regions '" + other.regionText() + "' and '" + point.regionText()
                        + "' would write to the same folder '" + point.name()
                        + "'. Sweep over them one after another.");
            }
        }
        return points;
    }
}
