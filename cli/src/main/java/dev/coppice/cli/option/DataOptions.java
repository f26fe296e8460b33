package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.models.data.CachedDataset;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.layout.DataFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that name the labelled images to work on. */
@Grouped(OptionGroup.DATA)
public final class DataOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description =
                    "Folder of labelled pictures in any layout: ours, Pascal VOC, Cityscapes, ADE20K, COCO, lists,"
                            + " masks, class folders (docs/data.md; coppice data DIR shows it); of .npy files or folders of"
                            + " slices for volumes and signals; or street-scenes for the bundled synthetic ones.")
    private Path folder;

    @Option(
            names = "--split",
            defaultValue = "val",
            paramLabel = "S",
            description = "Split of the data set to measure on. Default: ${DEFAULT-VALUE}.")
    private String split;

    /**
     * Opens the folder; pictures stay in memory once read.
     *
     * @throws dev.coppice.models.InvalidInputException if it is no data set
     */
    public Dataset open() {
        return CachedDataset.of(BundledInputs.data(folder).orElseGet(() -> DataFolder.open(folder)));
    }

    public String split() {
        return split;
    }
}
