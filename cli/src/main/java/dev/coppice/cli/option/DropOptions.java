package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.plan.TruncationDrop;
import dev.coppice.eval.compression.GridChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a truncation or a low-pass may cost before training, and what it is measured on. */
final class DropOptions {
    @Option(
            names = "--truncate-drop",
            paramLabel = "D",
            description =
                    "Points of mIoU that a truncation, or a low-pass in place, may cost as measured before training;"
                            + " 1 unless given. Training wins some of it back.")
    private @Nullable String drop;

    @Option(
            names = "--predict-images",
            paramLabel = "N",
            description =
                    "Images that truncations and low-passes are measured on, evenly spread over the split; 20 unless given.")
    private @Nullable Integer images;

    /** Whether anything is given. */
    boolean isGiven() {
        return drop != null || images != null;
    }

    /** The drop; what is wrong with it is noted. */
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

    /** How many images; what is wrong with it is noted. */
    int images(OptionCheck check) {
        int count = images == null ? GridChoice.IMAGES : images;
        check.require(count >= 1, "--predict-images is " + count + ", expected at least 1");
        return Math.max(1, count);
    }
}
