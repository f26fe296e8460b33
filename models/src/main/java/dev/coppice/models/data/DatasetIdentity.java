package dev.coppice.models.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Identity of a data set, which resumed work compares. It covers the names and sizes of files, not their contents. */
public final class DatasetIdentity {
    private DatasetIdentity() {}

    /**
     * A split in words: name, number of pictures, and a checksum over names and sizes of files, classes, the kind of labels
     * and what they stand for.
     */
    public static String of(Dataset data, String split) {
        List<String> names = data.names(split);
        List<Long> sizes = names.stream()
                .flatMap(name -> data.files(split, name).stream())
                .flatMap(files -> Stream.of(files.image(), files.label()))
                .map(DatasetIdentity::size)
                .toList();
        int sum = Objects.hash(
                names,
                sizes,
                data.classes(),
                data.ignore(),
                String.valueOf(data.blocks().map(Object::toString)),
                data.labelMeaning());
        return data.name() + "/" + split + " " + names.size() + " pictures #" + Integer.toHexString(sum);
    }

    /** A file whose size cannot be read counts as missing; reading it later reports the fault. */
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }
}
