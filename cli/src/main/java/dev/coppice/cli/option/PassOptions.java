package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.eval.compression.ChannelChoice;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.resample.Grid;
import dev.coppice.samediff.train.TrainingLength;
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

    /** Reads the options for one compression; what is wrong with them is noted. */
    public PassChoice one(OptionCheck check) {
        return choice(channels.one(check), check);
    }

    /** Reads the options for several, with the first of their criteria; what is wrong with them is noted. */
    public PassChoice several(OptionCheck check) {
        return choice(channels.choice(check), check);
    }

    /** Reads how long a limit is learned; what is wrong with it is noted. */
    public TrainingLength learning(OptionCheck check) {
        return truncation.learning(check);
    }

    /** The criteria of several compressions. */
    public List<String> criteria() {
        return channels.criteria();
    }

    private PassChoice choice(ChannelChoice choice, OptionCheck check) {
        return PassChoice.USUAL.withChannels(choice).withGrids(truncation.choice(check));
    }

    /** Reads what {@code --truncate} may be for one compression; what is wrong with it is noted. */
    public Optional<TruncationTarget> truncate(String text, PassChoice choice, OptionCheck check) {
        Optional<TruncationTarget> target = truncation.target(text, check);
        target.ifPresent(asked -> truncation.checkOneRegion(asked, choice.grids(), check));
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
