package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The way into a folder of labelled pictures, volumes or signals; its content tells which layout it has. */
public final class DataFolder {
    private static final List<String> USUAL_SPLITS = List.of("train", "val", "test");

    private DataFolder() {}

    /**
     * Opens a folder: an {@link ImageFolder}, a {@link VolumeFolder} of volumes or signals, or a {@link ClassFolder} of
     * pictures with one class each.
     *
     * @throws InvalidInputException if it is no folder, has neither layout or both, or is wrong in its own
     */
    public static Dataset open(Path folder) {
        boolean pixels = Stream.of("images", "labels").anyMatch(part -> Files.isDirectory(folder.resolve(part)));
        if (!pixels) {
            return ClassFolder.isOne(folder) ? ClassFolder.open(folder) : ImageFolder.open(folder);
        }
        List<String> others = USUAL_SPLITS.stream()
                .filter(split -> hasClasses(folder.resolve(split)))
                .toList();
        if (!others.isEmpty()) {
            throw new InvalidInputException("Data set folder '" + folder + "' has two layouts: images and labels for"
                    + " classes of pixels, and class folders in " + others
                    + " for classes of pictures. Put one of them elsewhere.");
        }
        return VolumeFolder.isIn(folder) ? VolumeFolder.open(folder) : ImageFolder.open(folder);
    }

    private static boolean hasClasses(Path split) {
        return Files.isDirectory(split)
                && !ImageFolder.entries(split, Files::isDirectory).isEmpty();
    }
}
