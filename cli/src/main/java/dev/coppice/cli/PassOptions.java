package dev.coppice.cli;

import dev.coppice.compress.cutoff.CutoffLearning;
import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.cutoff.LimitChoice;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Resampling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How channels are chosen and grids lowered; how much of it is another option's matter. */
final class PassOptions {
    /** Asks for no pruning, or no truncation. */
    static final String NONE = "none";

    @Mixin
    private ChannelOptions channels;

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
            description = "How maps are carried to the lower grid and back: area (default), dct, dft, bilinear or"
                    + " bilinear-align-corners.")
    private String resampling;

    @Mixin
    private CutoffOptions cutoffs;

    /** Options that were looked at. */
    record Passes(ChannelOptions.Choice channels, Region region, Resampling kind, CutoffOptions.Learning learning) {
        /** Truncation first, channels on its result. */
        List<CompressionPass> of(Optional<? extends PruningTarget> prune, Optional<LimitChoice> truncate, Basis basis) {
            List<CompressionPass> passes = new ArrayList<>();
            truncate.ifPresent(limit -> passes.add(truncation(limit)));
            prune.ifPresent(target -> passes.add(channels.pruning(target, basis)));
            return passes;
        }

        /** The same with other channels. */
        Passes with(ChannelOptions.Choice changed) {
            return new Passes(changed, region, kind, learning);
        }

        private CompressionPass truncation(LimitChoice limit) {
            return limit.grid()
                    .<CompressionPass>map(grid -> new GridTruncation(grid, region, kind))
                    .orElseGet(this::learned);
        }

        private LearnedTruncation learned() {
            return new LearnedTruncation(region, kind, learning.penalty(), learning.length());
        }

        /**
         * Tries a truncation.
         *
         * @throws InvalidInputException if it catches nothing
         */
        void tryOut(LimitChoice limit, Network network) {
            if (limit.isLearned()) {
                CutoffLearning.of(network, learned());
            } else {
                truncation(limit).plan(network);
            }
        }
    }

    /** Reads the options for one compression; what is wrong with them is noted. */
    Passes one(OptionCheck check) {
        return passes(channels.one(check), check);
    }

    /** Reads the options for several; what is wrong with them is noted. */
    Passes several(OptionCheck check) {
        return passes(channels.choice(check), check);
    }

    private Passes passes(ChannelOptions.Choice choice, OptionCheck check) {
        return new Passes(
                choice,
                check.accepted("--truncate-from", () -> Region.parse(region), new Region.Decoder()),
                check.accepted("--resampling", () -> Resampling.parse(resampling), Resampling.AREA),
                cutoffs.learning(check));
    }

    /** Notes options that none of these limits has a use for. */
    void checkUsed(Collection<LimitChoice> limits, OptionCheck check) {
        cutoffs.checkUsed(limits, check);
    }

    /** Reads {@code R} or {@code none}. */
    static Optional<PruningRatio> ratio(String text) {
        return text.strip().equals(NONE) ? Optional.empty() : Optional.of(share(text));
    }

    /** Reads {@code R}. */
    static PruningRatio share(String text) {
        try {
            return new PruningRatio(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "Pruning ratio '" + text + "' is no number. Give the share of channels to remove, such as 0.5.", e);
        }
    }

    /** Reads {@code p/q}, {@code p/qxr/s}, {@code learned} or {@code none}. */
    static Optional<LimitChoice> limit(String text) {
        return text.strip().equals(NONE) ? Optional.empty() : Optional.of(LimitChoice.parse(text));
    }
}
