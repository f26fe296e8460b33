package dev.coppice.cli;

import dev.coppice.compress.plan.MaxDrop;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a low-pass may cost, and what it is measured on. */
final class DropOptions {
    @Option(
            names = "--max-drop",
            paramLabel = "D",
            description =
                    "Points of mIoU that a low-pass in place may cost before anything is retrained; 1 unless given.")
    private @Nullable String maxDrop;

    @Option(
            names = "--predict-images",
            paramLabel = "N",
            description = "Images of the split that a low-pass is measured on, evenly spread over it; 20 unless given.")
    private @Nullable Integer images;

    /** Whether anything is given. */
    boolean isGiven() {
        return maxDrop != null || images != null;
    }

    /** The drop; what is wrong with it is noted. */
    MaxDrop allowed(OptionCheck check) {
        MaxDrop usual = new MaxDrop(1);
        String text = maxDrop;
        return text == null
                ? usual
                : check.accepted("--max-drop", () -> new MaxDrop(TargetOptions.number("--max-drop", text)), usual);
    }

    /** How many images; what is wrong with it is noted. */
    int images(OptionCheck check) {
        int count = images == null ? 20 : images;
        check.require(count >= 1, "--predict-images is " + count + ", expected at least 1");
        return Math.max(1, count);
    }
}
