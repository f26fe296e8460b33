package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.plan.CostKind;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.eval.compression.ChannelChoice;
import dev.coppice.eval.compression.PlannedMachine;
import dev.coppice.eval.flow.CutSchedule;
import dev.coppice.eval.sweep.SweepAxes;
import dev.coppice.models.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a sweep that say how much is cut at its points. */
@Grouped(OptionGroup.AMOUNT)
public final class SweepAmounts {
    private static final Pattern POINTS = Pattern.compile("(?:([^=]*)=)?(\\d{1,4})");

    @Option(
            names = "--prune",
            split = ",",
            paramLabel = "R",
            description =
                    "Shares of channels to remove, each in [0, 1) or none, such as none,0.2,0.4 or the range 0.1:0.8:0.1."
                            + " Default: none.")
    private List<String> prune = List.of();

    @Option(
            names = "--macs",
            split = ",",
            paramLabel = "SHARE",
            description =
                    "Shares of the original's MACs to keep, in (0, 1], such as 0.75,0.5 or 0.2:0.8:0.2. They mean --budget"
                            + " macs=75%%,macs=50%%, unless --scope, --iterations, --before-cut, --truncate auto or"
                            + " --truncate learned is given: then channels alone are cut to meet them, without the planner. Default:"
                            + " none.")
    private List<String> macs = List.of();

    @Option(
            names = "--points",
            paramLabel = "[KIND=]K",
            description =
                    "Let the planner choose K points between the original and the cheapest network that it finds, in equal"
                            + " steps of the MACs, or of another kind of budget such as latency=6. --points 3 means --budget"
                            + " macs=1of3,macs=2of3,macs=3of3. Default: none.")
    private @Nullable String points;

    @Mixin
    private PlannerOptions planner;

    @Option(
            names = "--truncate",
            split = ",",
            paramLabel = "p/q[xr/s]",
            description = "Grids to cap feature maps at, such as none,1/2,1/4; also height x width such as 1/2x1/4,"
                    + " depth x height x width of volumes,"
                    + " auto, or learned. Default: none; the planner chooses with --budget, --points or --macs.")
    private List<String> truncate = List.of();

    /**
     * How much to cut.
     *
     * @param targets the targets of channel pruning, for points without the planner
     * @param plans the budgets, for points with the planner
     * @param grids the grids; empty if the planner chooses
     */
    public record Choice(
            List<Optional<PruningTarget>> targets,
            PlannerOptions.Choice plans,
            List<Optional<TruncationTarget>> grids) {
        public Choice {
            targets = List.copyOf(targets);
            grids = List.copyOf(grids);
        }

        /** The machine that is planned for. */
        public PlannedMachine machine() {
            return plans.machine();
        }

        /** The grids that are capped at. */
        public Stream<TruncationTarget> limits() {
            return grids.stream().flatMap(Optional::stream);
        }

        /** The axes of the sweep with these criteria and seeds. */
        public SweepAxes axes(List<String> criteria, List<Long> seeds) {
            return new SweepAxes(targets, plans.budgets(), grids, criteria, List.of(), seeds);
        }
    }

    /** Reads the options and notes what is wrong. */
    public Choice choice(PassOptions passes, ChannelChoice channels, CutSchedule cuts, OptionCheck check) {
        planner.checkOnce(cuts, check);
        check.require(
                points == null || cuts.isOnce(),
                "--points plans once, before training: expected no --iterations and no --before-cut");
        List<Optional<PruningTarget>> ratios = ratios(check);
        List<Optional<TruncationTarget>> grids = grids(passes, channels, cuts, check);
        boolean dealt =
                PlannerOptions.isDealt(channels, cuts.isOnce(), grids.stream().flatMap(Optional::stream));
        List<CostShare> shares = TargetOptions.shares(values("--macs", macs, check), "--macs", CostKind.MACS, check);
        List<Budget> budgets = new ArrayList<>(
                dealt ? List.of() : shares.stream().map(TargetOptions::budget).toList());
        budgets.addAll(check.accepted("--points", this::steps, List.of()));
        return new Choice(
                targets(ratios, dealt ? shares : List.of()),
                planner.several(budgets, check),
                truncate.isEmpty() ? List.of() : grids);
    }

    /** The budgets that {@code --points} means. */
    private List<Budget> steps() {
        if (points == null) {
            return List.of();
        }
        Matcher parts = POINTS.matcher(points.strip());
        Optional<BudgetKind> kind = parts.matches()
                ? BudgetKind.named(Optional.ofNullable(parts.group(1)).orElse(BudgetKind.MACS.id()))
                : Optional.empty();
        int count = kind.isPresent() ? Integer.parseInt(parts.group(2)) : 0;
        if (kind.isEmpty() || count == 0) {
            throw new InvalidInputException("--points is '" + points
                    + "', expected a number from 1 to 9999 such as 6, or with a kind such as latency=6, of "
                    + BudgetKind.names() + ".");
        }
        return Budget.steps(kind.get(), count);
    }

    /** The grids of the points; the planner chooses if none is given. */
    private List<Optional<TruncationTarget>> grids(
            PassOptions passes, ChannelChoice channels, CutSchedule cuts, OptionCheck check) {
        List<Optional<TruncationTarget>> grids = (truncate.isEmpty() ? List.of(PassOptions.NONE) : truncate)
                .stream().map(text -> passes.truncate(text, check)).toList();
        boolean planned = planner.isGiven()
                || points != null
                || (!macs.isEmpty() && !PlannerOptions.isDealt(channels, cuts.isOnce(), Stream.empty()));
        passes.checkUsed(grids.stream().flatMap(Optional::stream).toList(), planned && truncate.isEmpty(), check);
        grids.forEach(grid -> planner.checkGrid(grid, check));
        check.require(
                points == null || grids.stream().flatMap(Optional::stream).allMatch(TruncationTarget::isGiven),
                "--points chooses a grid itself: expected no --truncate auto or learned, but a grid such as 1/2, or none");
        return grids;
    }

    private List<Optional<PruningTarget>> ratios(OptionCheck check) {
        check.require(
                !prune.isEmpty()
                        || !macs.isEmpty()
                        || points != null
                        || planner.isGiven()
                        || !(truncate.isEmpty() || truncate.equals(List.of(PassOptions.NONE))),
                "nothing is to be cut: give --points, --budget, --prune, --macs or --truncate (--prune none retrains the"
                        + " original alone)");
        List<Optional<PruningTarget>> ratios = new ArrayList<>();
        for (String text : values("--prune", prune, check)) {
            ratios.add(check.accepted(
                    "--prune", () -> PassOptions.ratio(text).map(ratio -> (PruningTarget) ratio), Optional.empty()));
        }
        return ratios;
    }

    private static List<String> values(String option, List<String> given, OptionCheck check) {
        return check.accepted(option, () -> ValueRange.expand(option, given), List.of());
    }

    /** The ratios, then the shares, each in the given order. */
    private static List<Optional<PruningTarget>> targets(List<Optional<PruningTarget>> ratios, List<CostShare> shares) {
        List<Optional<PruningTarget>> targets = new ArrayList<>(ratios);
        shares.forEach(share -> targets.add(Optional.of(share)));
        return targets;
    }
}
