package dev.coppice.cli;

import dev.coppice.compress.batch.Calibration;
import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.importance.GroupReduction;
import dev.coppice.compress.importance.Importance;
import dev.coppice.compress.importance.ScoreNormalization;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.LayerLimits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How channels are chosen; how many is another option's matter. */
final class ChannelOptions {
    @Option(
            names = "--scope",
            paramLabel = "S",
            description =
                    "Channels go from every layer alike (layer, the default with --prune), from each by the cost that hangs on"
                            + " it (cost), or the least important of all (global). With --macs or --parameters it deals channels"
                            + " out instead of the planner.")
    private @Nullable String scope;

    @Option(
            names = "--criterion",
            split = ",",
            defaultValue = "l1",
            paramLabel = "C",
            description = "What makes a channel important: l1 (default) and l2, norms of its weights; bn-scale, of the"
                    + " batch normalisation behind it; fpgm, how little others resemble it; lamp, its share of what would"
                    + " be left; on pictures of the training split taylor and fisher, how much the loss would change without"
                    + " it; activation, how large it is; apoz, how often it is not zero; spectral, what it holds of low"
                    + " frequencies; spectral-taylor, how much the loss hangs on it there; random, for comparison.")
    private List<String> criteria;

    @Option(
            names = "--pictures",
            defaultValue = "32",
            paramLabel = "N",
            description = "Pictures that such a criterion measures on; ${DEFAULT-VALUE}.")
    private int pictures;

    @Option(
            names = "--normalize",
            defaultValue = "mean",
            paramLabel = "N",
            description = "What the scores of a layer are divided by: their mean (default), max, sum, or none.")
    private ScoreNormalization normalization;

    @Option(
            names = "--reduce",
            defaultValue = "mean",
            paramLabel = "R",
            description = "How channels that go together share a score: their mean (default), max, sum or first.")
    private GroupReduction reduction;

    @Option(
            names = "--round",
            defaultValue = RoundChoice.AUTO,
            paramLabel = "N",
            description =
                    "Channels that stay are a multiple of this; 1 for the letter of the ratio. auto (default): they are"
                            + " on the edges of this machine's staircase, or of that of --profile, since all counts up to an edge"
                            + " take as long; measured in ONNX Runtime the first time, some seconds. sensitivity takes auto"
                            + " for 1.")
    private String round;

    @Mixin
    private LimitOptions limits;

    /** How channels are scored. */
    record Scoring(String criterion, int pictures, ScoreNormalization normalization, GroupReduction reduction) {
        Importance on(Basis basis) {
            Optional<Calibration> calibration =
                    basis.data().map(data -> new Calibration(data, pictures, basis.progress()));
            return new Importance(Criteria.named(criterion, calibration, basis.seed()), normalization, reduction);
        }
    }

    /** Options that were looked at. */
    record Choice(
            Optional<PruningScope> scope,
            Scoring scoring,
            RoundChoice round,
            LayerLimits limits,
            List<String> criteria) {
        /** The same with another criterion, for those who compare several. */
        Choice withCriterion(String name) {
            Scoring other = new Scoring(name, scoring.pictures, scoring.normalization, scoring.reduction);
            return new Choice(scope, other, round, limits, criteria);
        }

        /** The same for another machine, whose staircase is used where nothing else is asked for. */
        Choice withMachine(Supplier<ChannelWidths> machine) {
            return new Choice(scope, scoring, round.on(machine), limits, criteria);
        }

        /** Whether the criterion measures on pictures; one that is unknown, which is noted elsewhere, does not. */
        boolean needsData() {
            return Criteria.namesOnData().contains(scoring.criterion.strip().toLowerCase(Locale.ROOT));
        }

        ChannelPruning pruning(PruningTarget target, Basis basis) {
            return new ChannelPruning(
                    target,
                    scope.orElse(target.usualScope()),
                    scoring.on(basis),
                    round.widths(basis.cancellation()),
                    limits);
        }
    }

    /** Reads the options of a command that cuts once; what is wrong with them is noted. */
    Choice one(OptionCheck check) {
        requireOneCriterion(check);
        return choice(check);
    }

    /** Reads the options of a command that cuts layers at given ratios; what is wrong with them is noted. */
    Choice oneAtGivenRatios(OptionCheck check) {
        requireOneCriterion(check);
        return choice(check, RoundChoice.of(round, check).literal(), limits.ignored(check));
    }

    /** Reads the options; what is wrong with them is noted. */
    Choice choice(OptionCheck check) {
        return choice(check, RoundChoice.of(round, check), limits.limits(check));
    }

    private void requireOneCriterion(OptionCheck check) {
        check.require(criteria.size() == 1, "--criterion is " + String.join(",", criteria) + ", expected one");
    }

    private Choice choice(OptionCheck check, RoundChoice rounding, LayerLimits within) {
        check.require(pictures >= 1, "--pictures is " + pictures + ", expected at least 1");
        criteria.forEach(name -> check.accepted("--criterion", () -> Criteria.measures(name), false));
        return new Choice(
                Optional.ofNullable(scope)
                        .map(name -> check.accepted("--scope", () -> PruningScope.parse(name), PruningScope.LAYER)),
                new Scoring(criteria.get(0), pictures, normalization, reduction),
                rounding,
                within,
                criteria);
    }
}
