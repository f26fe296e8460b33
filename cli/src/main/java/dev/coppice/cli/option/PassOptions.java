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

/**
 * The options that say which channels are cut and how grids are lowered; {@link TargetOptions} and {@link PlannerOptions}
 * say how much.
 */
public final class PassOptions {
    /** The value that asks for no pruning, or no truncation. */
    public static final String NONE = "none";

    @Mixin
    private ChannelOptions channels;

    @Mixin
    private TruncationOptions truncation;

    /** Reads the options for one compression, and notes what is wrong. */
    public PassChoice one(OptionCheck check) {
        return choice(channels.one(check), check);
    }

    /** Reads the options for several compressions, with the first of their criteria, and notes what is wrong. */
    public PassChoice several(OptionCheck check) {
        return choice(channels.choice(check), check);
    }

    /** Reads how long a limit is learned, and notes what is wrong. */
    public TrainingLength learning(OptionCheck check) {
        return truncation.learning(check);
    }

    /** The criteria of all compressions. */
    public List<String> criteria() {
        return channels.criteria();
    }

    private PassChoice choice(ChannelChoice choice, OptionCheck check) {
        return PassChoice.USUAL.withChannels(choice).withGrids(truncation.choice(check));
    }

    /** Reads the value of {@code --truncate} for one compression, and notes what is wrong. */
    public Optional<TruncationTarget> truncate(String text, PassChoice choice, OptionCheck check) {
        Optional<TruncationTarget> target = truncation.target(text, check);
        target.ifPresent(asked -> truncation.checkOneRegion(asked, choice.grids(), check));
        return target;
    }

    /** Reads one of several values of {@code --truncate}, and notes what is wrong. */
    public Optional<TruncationTarget> truncate(String text, OptionCheck check) {
        return truncation.target(text, check);
    }

    /** Notes options that neither these targets nor a planner of grids uses. */
    public void checkUsed(Collection<TruncationTarget> targets, boolean planned, OptionCheck check) {
        truncation.checkUsed(targets, planned, check);
    }

    /** Reads a ratio or {@code none}. */
    public static Optional<PruningRatio> ratio(String text) {
        return text.strip().equals(NONE) ? Optional.empty() : Optional.of(share(text));
    }

    /** Reads a ratio in [0, 1). */
    public static PruningRatio share(String text) {
        try {
            return new PruningRatio(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "Pruning ratio '" + text + "' is no number. Give the share of channels to remove, such as 0.5.", e);
        }
    }

    /** Reads a grid {@code p/q} or {@code p/qxr/s}, or {@code none}. */
    static Optional<Grid> grid(String text) {
        return text.strip().equals(NONE) ? Optional.empty() : Optional.of(Grid.parse(text));
    }
}
