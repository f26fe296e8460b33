package dev.coppice.cli;

import dev.coppice.compress.plan.MaxDrop;
import picocli.CommandLine.Option;

/** What a low-pass may cost, and what it is measured on. */
final class DropOptions {
    @Option(
            names = "--max-drop",
            defaultValue = "1",
            paramLabel = "D",
            description =
                    "Points of mIoU that a low-pass in place may cost before anything is retrained; ${DEFAULT-VALUE}.")
    private String maxDrop;

    @Option(
            names = "--predict-images",
            defaultValue = "20",
            paramLabel = "N",
            description =
                    "Images of the split that a low-pass is measured on, evenly spread over it; ${DEFAULT-VALUE}.")
    private int images;

    /** The drop; what is wrong with it is noted. */
    MaxDrop allowed(OptionCheck check) {
        return check.accepted(
                "--max-drop", () -> new MaxDrop(TargetOptions.number("--max-drop", maxDrop)), new MaxDrop(1));
    }

    /** How many images; what is wrong with it is noted. */
    int images(OptionCheck check) {
        check.require(images >= 1, "--predict-images is " + images + ", expected at least 1");
        return Math.max(1, images);
    }
}
