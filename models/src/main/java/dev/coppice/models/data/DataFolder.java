package dev.coppice.models.data;

import java.nio.file.Path;

/** Door to data sets in folders, which tells by the files what they hold. */
public final class DataFolder {
    private DataFolder() {}

    /**
     * Opens a folder of pictures ({@link ImageFolder}), or of volumes or signals ({@link VolumeFolder}); samples are not read
     * yet.
     *
     * @throws dev.coppice.models.InvalidInputException if something in it is missing or wrong
     */
    public static Dataset open(Path folder) {
        return VolumeFolder.isIn(folder) ? VolumeFolder.open(folder) : ImageFolder.open(folder);
    }
}
