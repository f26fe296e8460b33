package dev.coppice.cli;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.importance.GroupReduction;
import dev.coppice.compress.importance.Importance;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.importance.ScoreNormalization;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How channels are chosen and grids lowered; how much of it is another option's matter. */
final class PassOptions {
    /** Asks for no pruning, or no truncation. */
    static final String NONE = "none";

    @Option(
            names = "--scope",
            defaultValue = "layer",
            paramLabel = "S",
            description = "The ratio is a share of each layer or of all channels: layer (default) or global.")
    private String scope;

    @Option(
            names = "--criterion",
            defaultValue = "l1",
            paramLabel = "C",
            description = "What makes a channel important: l1 (default) and l2, norms of its weights; bn-scale, of the"
                    + " batch normalisation behind it; fpgm, how little others resemble it; lamp, its share of what would"
                    + " be left; random, for comparison.")
    private String criterion;

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
            defaultValue = "1",
            paramLabel = "N",
            description = "Channels that stay are a multiple of this; ${DEFAULT-VALUE}.")
    private int round;

    @Option(
            names = "--truncate-from",
            defaultValue = "decoder",
            paramLabel = "REGION",
            description = "Where grids are lowered: decoder (default), all, or downstream of a tensor.")
    private String region;

    @Option(
            names = "--resampling",
            defaultValue = "area",
            paramLabel = "KIND",
            description = "How maps are carried to the lower grid: area (default), dct or bilinear.")
    private String resampling;

    /** Options that were looked at. */
    record Passes(PruningScope scope, Importance importance, int round, Region region, Resampling kind) {
        /** Truncation first, channels on its result. */
        List<CompressionPass> of(Optional<PruningRatio> prune, Optional<Grid> truncate) {
            List<CompressionPass> passes = new ArrayList<>();
            truncate.ifPresent(grid -> passes.add(truncation(grid)));
            prune.ifPresent(ratio -> passes.add(new ChannelPruning(ratio, scope, importance, round)));
            return passes;
        }

        GridTruncation truncation(Grid grid) {
            return new GridTruncation(grid, region, kind);
        }
    }

    /** Reads the options; what is wrong with them is noted. */
    Passes passes(OptionCheck check) {
        check.require(round >= 1, "--round is " + round + ", expected at least 1");
        return new Passes(
                check.accepted(() -> PruningScope.parse(scope), PruningScope.LAYER),
                new Importance(check.accepted(() -> Criteria.named(criterion), new L1Norm()), normalization, reduction),
                Math.max(1, round),
                check.accepted(() -> Region.parse(region), new Region.Decoder()),
                check.accepted(() -> Resampling.parse(resampling), Resampling.AREA));
    }

    /** Reads {@code R} or {@code none}. */
    static Optional<PruningRatio> ratio(String text) {
        if (text.strip().equals(NONE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PruningRatio(Double.parseDouble(text.strip())));
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "Pruning ratio '" + text + "' is no number. Give the share of channels to remove, such as 0.5.", e);
        }
    }

    /** Reads {@code p/q} or {@code none}. */
    static Optional<Grid> grid(String text) {
        return text.strip().equals(NONE) ? Optional.empty() : Optional.of(Grid.parse(text));
    }
}
