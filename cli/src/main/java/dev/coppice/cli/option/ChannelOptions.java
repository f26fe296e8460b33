package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
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

/** The options that say which channels are cut; {@link TargetOptions} says how many. */
@Grouped(OptionGroup.CHANNELS)
public final class ChannelOptions {
    /** The value that asks for the widths at which this machine's time rises. */
    private static final String AUTO = "auto";

    @Option(
            names = "--scope",
            paramLabel = "S",
            description = "How cuts are spread over the layers: layer cuts every layer by the same share, cost cuts"
                    + " layers more where a channel costs more, global cuts the least important channels of the"
                    + " whole network. With a share of the cost to keep, it replaces the planner. Default: layer"
                    + " with a pruning ratio, cost with a share of the cost where no planner runs.")
    private @Nullable String scope;

    @Option(
            names = "--criterion",
            split = ",",
            defaultValue = Scoring.CRITERION,
            paramLabel = "C",
            description = "Importance of a channel. From weights: l1 or l2, a norm of its weights; bn-scale, the scale"
                    + " of its batch normalisation; fpgm, its distance from the other channels; lamp, its share of"
                    + " the weights not smaller; random, for comparison. From --pictures of the training split:"
                    + " taylor or fisher, the change of the loss without the channel; activation, its mean"
                    + " activation; apoz, how often it is not zero; hrank, the rank of its map; spectral, its"
                    + " energy at low frequencies; spectral-taylor, taylor at low frequencies. Default: l1.")
    private List<String> criteria;

    @Option(
            names = "--pictures",
            defaultValue = "" + Scoring.PICTURES,
            paramLabel = "N",
            description = "Pictures of the training split that a criterion is measured on, at least 1. Criteria from"
                    + " weights need none. Default: ${DEFAULT-VALUE}.")
    private int pictures;

    @Option(
            names = "--normalize",
            defaultValue = "mean",
            paramLabel = "N",
            description = "Divide the scores of each layer by their mean, max or sum, or by nothing (none). Default:"
                    + " mean.")
    private ScoreNormalization normalization;

    @Option(
            names = "--reduce",
            defaultValue = "mean",
            paramLabel = "R",
            description = "How coupled channels, which are cut together, combine their scores: mean, max, sum or"
                    + " first. Default: mean.")
    private GroupReduction reduction;

    @Option(
            names = "--round",
            defaultValue = AUTO,
            paramLabel = "N",
            description = "Keep a multiple of N channels in each layer, at least 1; 1 follows the ratio exactly. auto"
                    + " keeps counts that use the time of this machine, or of that of a given profile, to the full: more"
                    + " channels would take longer. It times ONNX Runtime for some seconds on first use. Default:"
                    + " auto; 1 for sensitivity.")
    private String round;

    @Mixin
    private LimitOptions limits;

    /** Reads the options of a command that cuts once, and notes what is wrong. */
    public ChannelChoice one(OptionCheck check) {
        requireOneCriterion(check);
        return choice(check);
    }

    /** Reads the options of a command that cuts layers at given ratios, and notes what is wrong. */
    public SensitivityRequest.Cuts atGivenRatios(List<PruningRatio> ratios, OptionCheck check) {
        requireOneCriterion(check);
        WidthMultiples widths = multiple(check).orElse(new WidthMultiples(1));
        List<String> ignored = limits.ignored(check);
        return new SensitivityRequest.Cuts(ratios, scoring(check), widths, ignored);
    }

    /** Reads the options of a command that compares criteria, with the first criterion, and notes what is wrong. */
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

    /** All criteria to compare. */
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

    /** Reads {@code --round}; empty for {@code auto}. */
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
