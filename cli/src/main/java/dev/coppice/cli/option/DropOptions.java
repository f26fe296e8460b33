package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.plan.TruncationDrop;
import dev.coppice.eval.compression.GridChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for what a truncation or low-pass may cost before training, and for the images to measure on. */
@Grouped(OptionGroup.GRIDS)
final class DropOptions {
    @Option(
            names = "--truncate-drop",
            paramLabel = "D",
            description =
                    "Points of mIoU (top-1 of a classifier) that a lower grid may cost, 0 to 100, measured before training. Training"
                            + " wins some of them back. Default: 1.")
    private @Nullable String drop;

    @Option(
            names = "--predict-images",
            paramLabel = "N",
            description = "Images to measure lower grids on, evenly spread over the split; at least 1. Default: 20.")
    private @Nullable Integer images;

    /** Whether anything is given. */
    boolean isGiven() {
        return drop != null || images != null;
    }

    /** Reads the allowed drop, in points of mIoU, and notes what is wrong. */
    TruncationDrop allowed(OptionCheck check) {
        TruncationDrop usual = new TruncationDrop(1);
        String text = drop;
        return text == null
                ? usual
                : check.accepted(
                        "--truncate-drop",
                        () -> new TruncationDrop(TargetOptions.number("--truncate-drop", text)),
                        usual);
    }

    /** Reads the number of images, at least 1, and notes what is wrong. */
    int images(OptionCheck check) {
        int count = images == null ? GridChoice.IMAGES : images;
        check.require(count >= 1, "--predict-images is " + count + ", expected at least 1");
        return Math.max(1, count);
    }
}
