package dev.coppice.cli;

import dev.coppice.models.data.CachedDataset;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.ImageFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The labelled images to work on. */
final class DataOptions {
    /** What of the heap decoded pictures may take. */
    private static final int HEAP_SHARE = 3;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder with dataset.json, images/SPLIT and labels/SPLIT.")
    private Path folder;

    /**
     * Opens the folder; pictures stay in memory once read.
     *
     * @throws dev.coppice.models.InvalidInputException if it is no data set
     */
    Dataset open() {
        return CachedDataset.of(ImageFolder.open(folder), Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }
}
