package dev.coppice.models.data.layout;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.RawLabels;
import java.nio.file.Path;

/** Where the labels of one picture come from. */
interface LabelSource {
    /** The file that holds them. */
    Path file();

    /**
     * Reads them.
     *
     * @throws dev.coppice.models.InvalidInputException if they cannot be read, or hold what the key lacks
     */
    LabelMap read(LabelKey key, Dataset data);

    /** A picture whose numbers or colours are the labels. */
    record Mask(Path file) implements LabelSource {
        @Override
        public LabelMap read(LabelKey key, Dataset data) {
            return key.labels(file, RawLabels.read(file), data);
        }
    }
}
