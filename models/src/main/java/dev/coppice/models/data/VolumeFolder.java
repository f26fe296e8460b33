package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A data set of volumes or signals in a folder.
 *
 * <pre>
 * dataset.json                 {"name": "organs", "classes": ["rest", "liver"], "ignore": 255}
 * images/SPLIT/NAME.npy        C×D×H×W, or D×H×W of one channel; C×L or L for signals
 * labels/SPLIT/NAME.npy        D×H×W or L, whole numbers: the class index of each voxel; NAME.png beside C×H×W
 * </pre>
 *
 * <p>A folder NAME of pictures of one size, in the order of their names, stands for NAME.npy: the slices of a volume. Grey
 * slices have one channel, colours three.
 *
 * <p>A split's file names are checked when it is first used, each sample when it is read.
 */
public final class VolumeFolder implements Dataset {
    private static final String ARRAY = ".npy";
    private static final String PICTURE = ".png";

    private final Path folder;
    private final DatasetFile.Content content;
    private final List<String> splits;
    private final Map<String, SortedMap<String, SampleFiles>> used = new ConcurrentHashMap<>();

    private VolumeFolder(Path folder, DatasetFile.Content content, List<String> splits) {
        this.folder = folder;
        this.content = content;
        this.splits = splits;
    }

    /** Whether a folder holds volumes: arrays, or folders of slices that have labels, stand where pictures would. */
    public static boolean isIn(Path folder) {
        Path images = folder.resolve("images");
        return Files.isDirectory(images)
                && ImageFolder.entries(images, Files::isDirectory).stream()
                        .anyMatch(split -> ImageFolder.entries(images.resolve(split), p -> true).stream()
                                .anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith(ARRAY)
                                        || (Files.isDirectory(
                                                        images.resolve(split).resolve(name))
                                                && Files.isDirectory(
                                                        folder.resolve("labels").resolve(split)))));
    }

    /**
     * Opens a folder; volumes are not read yet.
     *
     * @throws InvalidInputException if its {@code dataset.json} is missing or wrong
     */
    public static VolumeFolder open(Path folder) {
        DatasetFile.Content content = DatasetFile.read(folder.resolve("dataset.json"));
        if (content.blocks().isPresent()) {
            throw new InvalidInputException("'" + folder.resolve("dataset.json")
                    + "' says that labels are blocks, which only those of pictures can be. Take blocks out.");
        }
        return new VolumeFolder(folder, content, ImageFolder.entries(folder.resolve("images"), Files::isDirectory));
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
    public OptionalInt ignore() {
        return content.ignore();
    }

    @Override
    public List<String> splits() {
        return splits;
    }

    @Override
    public boolean holdsVolumes() {
        return true;
    }

    @Override
    public List<String> names(String split) {
        return List.copyOf(listed(split).keySet());
    }

    @Override
    public Optional<SampleFiles> files(String split, String name) {
        return Optional.ofNullable(listed(split).get(name));
    }

    @Override
    public Sample sample(String split, String name) {
        throw new InvalidInputException(
                "Data set '" + name() + "' holds volumes or signals, and this works on pictures."
                        + " Networks for such data are trained, evaluated and compressed; their labels are not analysed or"
                        + " annotated.");
    }

    @Override
    public VolumeSample volume(String split, String name) {
        SampleFiles files = listed(split).get(name);
        if (files == null) {
            throw new InvalidInputException("Split '" + split + "' of '" + folder + "' has no volume '" + name + "'.");
        }
        NpyFile labels = labels(files.label());
        NpyFile image = Slices.isFolder(files.image()) ? Slices.image(files.image()) : NpyFile.read(files.image());
        Shape space = labels.shape();
        int extra = image.shape().rank() - space.rank();
        int[] own = image.shape().sizes();
        boolean fits = (extra == 0 || extra == 1)
                && space.rank() <= 3
                && Shape.of(Arrays.copyOfRange(own, Math.max(extra, 0), own.length))
                        .equals(space);
        if (!fits) {
            throw new InvalidInputException("Volume '" + files.image() + "' is " + image.shape() + ", but its label '"
                    + files.label() + "' is " + space
                    + ". Bring both to one size, the label without interpolation; an image may have channels as its first"
                    + " axis, a label may not.");
        }
        Volume volume = new Volume(extra == 0 ? 1 : image.shape().size(0), space, image.values());
        return new VolumeSample(name, volume, map(files.label(), labels));
    }

    private static NpyFile labels(Path file) {
        if (Slices.isFolder(file)) {
            return Slices.labels(file);
        }
        if (isNamed(file, PICTURE)) {
            return Slices.label(file);
        }
        NpyFile read = NpyFile.read(file);
        if (!read.isWhole()) {
            throw new InvalidInputException("Label '" + file
                    + "' holds floating-point numbers, expected whole numbers: the class index of each voxel.");
        }
        return read;
    }

    private LabelMap map(Path file, NpyFile labels) {
        byte[] values = new byte[labels.values().length];
        SortedMap<Integer, Long> stray = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            float value = labels.values()[i];
            boolean known =
                    (value >= 0 && value < classes().size()) || (ignore().isPresent() && value == ignore().getAsInt());
            if (!known) {
                stray.merge((int) value, 1L, Long::sum);
            }
            values[i] = (byte) value;
        }
        if (!stray.isEmpty()) {
            throw StrayLabelsException.of(file, this, stray);
        }
        Shape space = labels.shape();
        return LabelMap.of(space.size(-1), space.product(0, space.rank() - 1), values);
    }

    private SortedMap<String, SampleFiles> listed(String split) {
        if (!splits.contains(split)) {
            throw new InvalidInputException(
                    "Data set '" + folder + "' has no split '" + split + "'. Its splits are " + splits + ".");
        }
        return used.computeIfAbsent(split, this::list);
    }

    private SortedMap<String, SampleFiles> list(String split) {
        SortedMap<String, Path> images = volumes(folder.resolve("images").resolve(split), ARRAY);
        Path labelFolder = folder.resolve("labels").resolve(split);
        SortedMap<String, Path> labels =
                Files.isDirectory(labelFolder) ? volumes(labelFolder, ARRAY, PICTURE) : new TreeMap<>();
        if (images.isEmpty()) {
            throw new InvalidInputException("Split '" + split + "' has no volumes: '"
                    + folder.resolve("images").resolve(split)
                    + "' holds no .npy file and no folder of slices. Put some there or choose another split.");
        }
        List<String> problems = new ArrayList<>();
        SortedMap<String, SampleFiles> pairs = new TreeMap<>();
        images.forEach((name, image) -> {
            Path label = labels.get(name);
            if (label == null) {
                problems.add(
                        "volume '" + name + "' has no label labels/" + split + "/" + name + ARRAY + " or " + PICTURE);
            } else {
                pairs.put(name, new SampleFiles(image, label));
            }
        });
        labels.keySet().stream()
                .filter(name -> !images.containsKey(name))
                .forEach(name ->
                        problems.add("label '" + name + "' has no volume images/" + split + "/" + name + ARRAY));
        if (!problems.isEmpty()) {
            throw new InvalidInputException(
                    "Split '" + split + "' of '" + folder
                            + "' is inconsistent; add the missing files or take out the others:",
                    ImageFolder.shortened(problems));
        }
        return pairs;
    }

    private static boolean isNamed(Path file, String ending) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /** Files with these endings, which are of one length, and folders of slices by name. */
    private static SortedMap<String, Path> volumes(Path folder, String... endings) {
        SortedMap<String, Path> found = new TreeMap<>();
        for (String entry : ImageFolder.entries(folder, p -> true)) {
            Path path = folder.resolve(entry);
            boolean isFile = Files.isRegularFile(path) && Stream.of(endings).anyMatch(ending -> isNamed(path, ending));
            if (isFile || Files.isDirectory(path)) {
                String name = isFile ? entry.substring(0, entry.length() - ARRAY.length()) : entry;
                Path other = found.put(name, path);
                if (other != null) {
                    throw new InvalidInputException(
                            "'" + other + "' and '" + path + "' have the same name; take one of them out.");
                }
            }
        }
        return found;
    }
}
