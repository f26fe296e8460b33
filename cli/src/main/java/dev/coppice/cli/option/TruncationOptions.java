package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.plan.GridLimit;
import dev.coppice.compress.plan.LearnedLimit;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.eval.compression.GridChoice;
import dev.coppice.samediff.train.TrainingLength;
import java.util.Collection;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** The options for where and how grids are lowered; {@code --truncate} says how far. */
final class TruncationOptions {
    /** The value that asks for the region and grid that a drop allows. */
    static final String AUTO = "auto";

    @Mixin
    private GridOptions where;

    @Mixin
    private DropOptions drop;

    @Mixin
    private LearningOptions learning;

    /** Reads the options, and notes what is wrong. */
    GridChoice choice(OptionCheck check) {
        GridChoice grids = where.choice(check);
        return grids.withImages(drop.images(check)).withPenalty(learning.penalty(check));
    }

    /** Reads how long a limit is learned, and notes what is wrong. */
    TrainingLength learning(OptionCheck check) {
        return learning.length(check);
    }

    /** Notes further regions if nothing can choose among them. */
    void checkOneRegion(TruncationTarget target, GridChoice choice, OptionCheck check) {
        check.require(
                choice.alternatives(target).size() == 1,
                "--truncate-from names " + choice.regions().size()
                        + " regions, expected one unless --truncate is auto");
    }

    /** Notes options that none of these targets uses. */
    void checkUsed(Collection<TruncationTarget> targets, boolean planned, OptionCheck check) {
        learning.checkUsed(targets, check);
        check.require(
                targets.stream().anyMatch(TruncationTarget::isChosen) || !drop.isGiven(),
                "--truncate-drop or --predict-images is given without --truncate auto");
        check.require(
                planned || targets.stream().anyMatch(TruncationTarget::isChosen) || !where.areGridsGiven(),
                "--grids is given without --truncate auto, a budget or --max-drop");
    }

    /** Reads a value of {@code --truncate}: {@code p/q}, {@code p/qxr/s}, {@code auto}, {@code learned} or {@code none}. */
    Optional<TruncationTarget> target(String text, OptionCheck check) {
        if (text.strip().equals(AUTO)) {
            return Optional.of(drop.allowed(check));
        }
        if (text.strip().equals(LearnedTruncation.PASS)) {
            return Optional.of(new LearnedLimit());
        }
        return check.accepted(
                "--truncate",
                () -> PassOptions.grid(text).map(grid -> (TruncationTarget) new GridLimit(grid)),
                Optional.<TruncationTarget>empty());
    }
}
