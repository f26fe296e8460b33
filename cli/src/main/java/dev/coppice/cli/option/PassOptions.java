package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.resample.Grid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** How channels are chosen and grids lowered; how much of it is another option's matter. */
public final class PassOptions {
    /** Asks for no pruning, or no truncation. */
    public static final String NONE = "none";

    @Mixin
    private ChannelOptions channels;

    @Mixin
    private TruncationOptions truncation;

    /** Options that were looked at. */
    public record Passes(ChannelOptions.Choice channels, TruncationOptions.Choice truncation) {
        /** Truncation first, channels on its result. */
        public List<CompressionPass> of(
                Optional<? extends PruningTarget> prune, Optional<TruncationTarget> truncate, Basis basis) {
            List<CompressionPass> passes = new ArrayList<>();
            truncate.ifPresent(target -> passes.add(truncation.pass(target, basis)));
            prune.ifPresent(target -> passes.add(channels.pruning(target, basis)));
            return passes;
        }
    }

    /** Reads the options for one compression; what is wrong with them is noted. */
    public Passes one(OptionCheck check) {
        return passes(channels.one(check), check);
    }

    /** Reads the options for several; what is wrong with them is noted. */
    public Passes several(OptionCheck check) {
        return passes(channels.choice(check), check);
    }

    private Passes passes(ChannelOptions.Choice choice, OptionCheck check) {
        return new Passes(choice, truncation.choice(check));
    }

    /** Reads what {@code --truncate} may be for one compression; what is wrong with it is noted. */
    public Optional<TruncationTarget> truncate(String text, Passes passes, OptionCheck check) {
        Optional<TruncationTarget> target = truncation.target(text, check);
        target.ifPresent(asked -> truncation.checkOneRegion(asked, passes.truncation(), check));
        return target;
    }

    /** Reads one of several that {@code --truncate} may be; what is wrong with it is noted. */
    public Optional<TruncationTarget> truncate(String text, OptionCheck check) {
        return truncation.target(text, check);
    }

    /** Notes options that none of these targets has a use for, nor a planner that chooses grids. */
    public void checkUsed(Collection<TruncationTarget> targets, boolean planned, OptionCheck check) {
        truncation.checkUsed(targets, planned, check);
    }

    /** Reads {@code R} or {@code none}. */
    public static Optional<PruningRatio> ratio(String text) {
        return text.strip().equals(NONE) ? Optional.empty() : Optional.of(share(text));
    }

    /** Reads {@code R}. */
    public static PruningRatio share(String text) {
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
