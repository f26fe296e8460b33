package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A data set of pictures with one class each, in a folder.
 *
 * <pre>
 * SPLIT/CLASS/NAME.jpg         or another kind of picture; the folder is the class
 * dataset.json                 may give a name, and the order of the classes
 * </pre>
 *
 * <p>The classes are the folders of all splits, in sorted order unless {@code dataset.json} lists them. A split's folders are
 * checked when it is first used, each picture when it is read.
 */
public final class ClassFolder implements Dataset {
    private final Path folder;
    private final DatasetFile.Content content;
    private final List<String> splits;
    private final Map<String, Map<String, Path>> used = new ConcurrentHashMap<>();

    private ClassFolder(Path folder, DatasetFile.Content content, List<String> splits) {
        this.folder = folder;
        this.content = content;
        this.splits = splits;
    }

    /** Whether a folder has pictures in folders of classes in folders of splits. */
    public static boolean isOne(Path folder) {
        return Files.isDirectory(folder)
                && splits(folder).stream()
                        .map(folder::resolve)
                        .anyMatch(split -> ImageFolder.entries(split, Files::isDirectory).stream()
                                .anyMatch(label -> !ImageFolder.entries(split.resolve(label), ImageFolder::isPicture)
                                        .isEmpty()));
    }

    /**
     * Opens a folder; pictures are not read yet.
     *
     * @throws InvalidInputException if it has no splits with at least two classes, or {@code dataset.json} says otherwise
     */
    public static ClassFolder open(Path folder) {
        List<String> splits = splits(folder);
        List<String> classes = splits.stream()
                .flatMap(split -> ImageFolder.entries(folder.resolve(split), Files::isDirectory).stream())
                .distinct()
                .sorted()
                .toList();
        if (classes.size() < 2) {
            throw new InvalidInputException("Data set folder '" + folder + "' has the class folders " + classes
                    + " in its splits " + splits + ", expected at least two classes: SPLIT/CLASS/NAME.jpg.");
        }
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return new ClassFolder(
                folder,
                DatasetFile.ofPictures(
                        folder.resolve(DatasetFile.NAME), name == null ? "pictures" : name.toString(), classes),
                splits);
    }

    private static List<String> splits(Path folder) {
        return ImageFolder.entries(folder, Files::isDirectory).stream()
                .filter(split -> !ImageFolder.entries(folder.resolve(split), Files::isDirectory)
                        .isEmpty())
                .toList();
    }

    @Override
    public String name() {
        return content.name();
    }

    @Override
    public List<String> classes() {
        return content.classes();
    }

    @Override
    public Task task() {
        return Task.CLASSIFICATION;
    }

    @Override
    public OptionalInt ignore() {
        return OptionalInt.empty();
    }

    @Override
    public List<String> splits() {
        return splits;
    }

    @Override
    public List<String> names(String split) {
        return List.copyOf(pictures(split).keySet());
    }

    @Override
    public Sample sample(String split, String name) {
        Path file = pictures(split).get(name);
        if (file == null) {
            throw new InvalidInputException("Split '" + split + "' of '" + folder + "' has no picture '" + name + "'.");
        }
        String label = name.substring(0, name.indexOf('/'));
        return new Sample(
                name, PictureReader.image(file), LabelMap.ofPicture(classes().indexOf(label)));
    }

    @Override
    public Optional<SampleFiles> files(String split, String name) {
        return Optional.ofNullable(pictures(split).get(name)).map(file -> new SampleFiles(file, file));
    }

    /** The pictures of a split by name, {@code CLASS/NAME.jpg}. */
    private Map<String, Path> pictures(String split) {
        if (!splits.contains(split)) {
            throw new InvalidInputException(
                    "Data set '" + folder + "' has no split '" + split + "'. Its splits are " + splits + ".");
        }
        return used.computeIfAbsent(split, this::list);
    }

    private Map<String, Path> list(String split) {
        Path of = folder.resolve(split);
        List<String> problems = new ArrayList<>();
        List<String> loose = ImageFolder.entries(of, ImageFolder::isPicture);
        if (!loose.isEmpty()) {
            problems.add(
                    named(split, loose) + " beside the class folders; put each picture into the folder of its class");
        }
        Map<String, Path> pictures = new LinkedHashMap<>();
        for (String label : ImageFolder.entries(of, Files::isDirectory)) {
            List<String> names = ImageFolder.entries(of.resolve(label), ImageFolder::isPicture);
            names.forEach(
                    name -> pictures.put(label + "/" + name, of.resolve(label).resolve(name)));
            List<String> inner = ImageFolder.entries(of.resolve(label), Files::isDirectory);
            if (!inner.isEmpty()) {
                problems.add(
                        named(split + "/" + label, inner) + " in a class folder; put their pictures into it directly");
            } else if (names.isEmpty()) {
                problems.add("class folder '" + split + "/" + label + "' holds no " + ImageFolder.KINDS
                        + "; put pictures into it or take it out");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(
                    "Split '" + split + "' of '" + folder + "' is not SPLIT/CLASS/NAME.jpg throughout:",
                    ImageFolder.shortened(problems));
        }
        return pictures;
    }

    private static String named(String folder, Collection<String> entries) {
        return "'" + folder + "' holds "
                + String.join(
                        ", ", entries.stream().limit(3).map(e -> "'" + e + "'").toList())
                + (entries.size() > 3 ? " and " + (entries.size() - 3) + " more" : "");
    }
}
