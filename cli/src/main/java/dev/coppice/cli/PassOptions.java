package dev.coppice.cli;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.ArrayList;
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

    /** Options that were looked at. */
    record Passes(ChannelOptions.Choice channels, Region region, Resampling kind) {
        /** Truncation first, channels on its result. */
        List<CompressionPass> of(Optional<? extends PruningTarget> prune, Optional<Grid> truncate, Basis basis) {
            List<CompressionPass> passes = new ArrayList<>();
            truncate.ifPresent(grid -> passes.add(truncation(grid)));
            prune.ifPresent(target -> passes.add(channels.pruning(target, basis)));
            return passes;
        }

        GridTruncation truncation(Grid grid) {
            return new GridTruncation(grid, region, kind);
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
                check.accepted("--resampling", () -> Resampling.parse(resampling), Resampling.AREA));
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

    /** Reads {@code p/q}, {@code p/qxr/s} or {@code none}. */
    static Optional<Grid> grid(String text) {
        return text.strip().equals(NONE) ? Optional.empty() : Optional.of(Grid.parse(text));
    }
}
