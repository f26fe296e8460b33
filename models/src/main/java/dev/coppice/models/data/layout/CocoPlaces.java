package dev.coppice.models.data.layout;

import dev.coppice.models.data.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where COCO's files are: JSON in {@code annotations} or beside pictures, pictures in {@code train2017} or {@code images}. */
final class CocoPlaces {
    /** The name that Roboflow gives the file beside the pictures of a split. */
    private static final String BESIDE = "_annotations.coco.json";

    private CocoPlaces() {}

    /** A JSON file with annotations, and the split that it holds. */
    record Annotations(Path file, String split) {}

    /** The JSON files of COCO in a folder whose names start with a word, or with none of the others' words. */
    static List<Annotations> in(Path folder, String word, List<String> others) {
        Stream<Path> direct = Stream.of(folder, folder.resolve("annotations"))
                .filter(Files::isDirectory)
                .flatMap(place -> ImageFolder.entries(place, Files::isRegularFile).stream()
                        .filter(name -> name.endsWith(".json") && !name.equals("dataset.json"))
                        .filter(name -> name.startsWith(word)
                                || (word.equals("instances") && others.stream().noneMatch(name::startsWith)))
                        .map(place::resolve));
        Stream<Path> beside = word.equals("instances") && Files.isDirectory(folder)
                ? ImageFolder.entries(folder, Files::isDirectory).stream()
                        .map(split -> folder.resolve(split).resolve(BESIDE))
                        .filter(Files::isRegularFile)
                : Stream.empty();
        return Stream.concat(direct, beside)
                .filter(file -> isNamed(file, word) || CocoFile.isOne(file))
                .map(file -> new Annotations(file, split(file, word)))
                .toList();
    }

    /** Whether the name alone says what it is, so that a torn file is not passed over. */
    private static boolean isNamed(Path file, String word) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(word + "_") || name.equals(BESIDE);
    }

    private static String split(Path file, String word) {
        String name = Pairing.stem(String.valueOf(file.getFileName()));
        if (String.valueOf(file.getFileName()).equals(BESIDE)) {
            Path parent = file.getParent();
            return SplitNames.usual(parent == null ? name : String.valueOf(parent.getFileName()));
        }
        String plain = name.replaceFirst("^" + word + "[-_]?", "").replaceFirst("[-_](coco|annotations)$", "");
        return plain.isEmpty() ? "all" : SplitNames.usual(plain);
    }

    /** The file of a picture. */
    static Optional<Path> picture(Path folder, Annotations annotations, String name) {
        String year = annotations
                .file()
                .getFileName()
                .toString()
                .replaceFirst("^.*?_(?=[^_]*$)", "")
                .replace(".json", "");
        Path beside = annotations.file().resolveSibling(".").normalize();
        return Stream.of(
                        beside,
                        folder.resolve(year),
                        folder.resolve("images").resolve(year),
                        folder.resolve(annotations.split()),
                        folder.resolve("images").resolve(annotations.split()),
                        folder.resolve("images"),
                        folder.resolve("data"),
                        folder)
                .map(place -> place.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
