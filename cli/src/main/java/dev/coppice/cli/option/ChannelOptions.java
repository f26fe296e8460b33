package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.importance.GroupReduction;
import dev.coppice.compress.importance.ScoreNormalization;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.plan.WidthMultiples;
import dev.coppice.compress.prune.LayerLimits;
import dev.coppice.eval.compression.ChannelChoice;
import dev.coppice.eval.compression.Scoring;
import dev.coppice.eval.sensitivity.SensitivityRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How channels are chosen; how many is another option's matter. */
public final class ChannelOptions {
    /** Asks for the machine's staircase of widths. */
    private static final String AUTO = "auto";

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
            defaultValue = Scoring.CRITERION,
            paramLabel = "C",
            description = "What makes a channel important: l1 (default) and l2, norms of its weights; bn-scale, of the"
                    + " batch normalisation behind it; fpgm, how little others resemble it; lamp, its share of what would"
                    + " be left; on pictures of the training split taylor and fisher, how much the loss would change without"
                    + " it; activation, how large it is; apoz, how often it is not zero; hrank, of how many patterns its"
                    + " maps are sums; spectral, what it holds of low frequencies; spectral-taylor, how much"
                    + " the loss hangs on it there; random, for comparison.")
    private List<String> criteria;

    @Option(
            names = "--pictures",
            defaultValue = "" + Scoring.PICTURES,
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
            defaultValue = AUTO,
            paramLabel = "N",
            description =
                    "Channels that stay are a multiple of this; 1 for the letter of the ratio. auto (default): they are"
                            + " on the edges of this machine's staircase, or of that of --profile, since all counts up to an edge"
                            + " take as long; measured in ONNX Runtime the first time, some seconds. sensitivity takes auto"
                            + " for 1.")
    private String round;

    @Mixin
    private LimitOptions limits;

    /** Reads the options of a command that cuts once; what is wrong with them is noted. */
    public ChannelChoice one(OptionCheck check) {
        requireOneCriterion(check);
        return choice(check);
    }

    /** Reads the options of a command that cuts layers at given ratios; what is wrong with them is noted. */
    public SensitivityRequest.Cuts atGivenRatios(List<PruningRatio> ratios, OptionCheck check) {
        requireOneCriterion(check);
        WidthMultiples widths = multiple(check).orElse(new WidthMultiples(1));
        List<String> ignored = limits.ignored(check);
        return new SensitivityRequest.Cuts(ratios, scoring(check), widths, ignored);
    }

    /** Reads the options of a command that compares criteria, with the first of them; what is wrong with them is noted. */
    ChannelChoice choice(OptionCheck check) {
        Optional<WidthMultiples> multiple = multiple(check);
        LayerLimits within = limits.limits(check);
        Scoring scoring = scoring(check);
        return new ChannelChoice(
                Optional.ofNullable(scope)
                        .map(name -> check.accepted("--scope", () -> PruningScope.parse(name), PruningScope.LAYER)),
                scoring,
                multiple,
                within);
    }

    /** All criteria that are to be compared. */
    List<String> criteria() {
        return criteria;
    }

    private void requireOneCriterion(OptionCheck check) {
        check.require(criteria.size() == 1, "--criterion is " + String.join(",", criteria) + ", expected one");
    }

    private Scoring scoring(OptionCheck check) {
        check.require(pictures >= 1, "--pictures is " + pictures + ", expected at least 1");
        Scoring usual = new Scoring(Scoring.CRITERION, Math.max(1, pictures), normalization, reduction);
        List<Scoring> read = criteria.stream()
                .map(name -> check.accepted("--criterion", () -> usual.withCriterion(name), usual))
                .toList();
        return read.get(0);
    }

    /** What {@code --round} says; empty where the machine's staircase is asked for. */
    private Optional<WidthMultiples> multiple(OptionCheck check) {
        if (round.strip().equals(AUTO)) {
            return Optional.empty();
        }
        int multiple = 0;
        try {
            multiple = Integer.parseInt(round.strip());
            check.require(multiple >= 1, "--round is " + multiple + ", expected at least 1");
        } catch (NumberFormatException e) {
            check.require(false, "--round is '" + round + "', expected auto or a number such as 8");
        }
        return Optional.of(new WidthMultiples(Math.max(1, multiple)));
    }
}
