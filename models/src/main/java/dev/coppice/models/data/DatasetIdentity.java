package dev.coppice.models.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a data set is known by when work on it is gone on with later: contents are not read, the sizes of files are. */
public final class DatasetIdentity {
    private DatasetIdentity() {}

    /** A split in words: name, number of pictures, and a sum over names and sizes of files, classes and the kind of labels. */
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
                String.valueOf(data.blocks().map(Object::toString)));
        return data.name() + "/" + split + " " + names.size() + " pictures #" + Integer.toHexString(sum);
    }

    /** One that cannot be asked is as good as one that is not there: who reads it says so. */
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }
}
