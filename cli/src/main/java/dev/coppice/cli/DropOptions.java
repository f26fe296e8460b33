package dev.coppice.cli;

import dev.coppice.compress.plan.MaxDrop;
import dev.coppice.models.resample.Grid;
import java.util.List;
import picocli.CommandLine.Option;

/** What a low-pass may cost, and where it is tried. */
final class DropOptions {
    @Option(
            names = "--max-drop",
            defaultValue = "1",
            paramLabel = "D",
            description = "Points of mIoU that a low-pass in place may cost before anything is retrained; ${DEFAULT-VALUE}.")
    private String maxDrop;

    @Option(
            names = "--grids",
            split = ",",
            defaultValue = "1/2,1/4,1/8",
            paramLabel = "p/q",
            description = "Grids that a low-pass is tried at; ${DEFAULT-VALUE}.")
    private List<String> grids;

    @Option(
            names = "--predict-images",
            defaultValue = "20",
            paramLabel = "N",
            description = "Images of the split that a low-pass is measured on, evenly spread over it; ${DEFAULT-VALUE}.")
    private int images;

    /** The drop; what is wrong with it is noted. */
    MaxDrop allowed(OptionCheck check) {
        return check.accepted(
                "--max-drop", () -> new MaxDrop(TargetOptions.number("--max-drop", maxDrop)), new MaxDrop(1));
    }

    /** The grids; what is wrong with them is noted. */
    List<Grid> grids(OptionCheck check) {
        return grids.stream()
                .map(text -> check.accepted("--grids", () -> Grid.parse(text), Grid.FULL))
                .distinct()
                .toList();
    }

    /** How many images; what is wrong with it is noted. */
    int images(OptionCheck check) {
        check.require(images >= 1, "--predict-images is " + images + ", expected at least 1");
        return Math.max(1, images);
    }
}
