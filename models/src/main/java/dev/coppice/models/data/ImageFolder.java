package dev.coppice.models.data;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A data set in a folder.
 *
 * <pre>
 * dataset.json                 {"name": "camvid", "classes": ["sky", …], "ignore": 11}
 * images/SPLIT/NAME.jpg        or .jpeg, .png, .bmp, .gif, .tif, .tiff, .webp
 * labels/SPLIT/NAME.png        8-bit grey or palette, the class index of each pixel
 * fractions/SPLIT/NAME.png     of soft block labels: 16-bit grey, see {@link Pictures#writeCounts}
 * </pre>
 *
 * <p>A split's file names are checked when it is first used, each sample when it is read.
 */
public final class ImageFolder implements Dataset {
    /** The folder of soft block labels. */
    public static final String FRACTIONS = "fractions";

    /** Kinds of pictures, for messages. */
    static final String KINDS = ".jpg, .jpeg, .png, .bmp, .gif, .tif, .tiff or .webp file";

    private static final List<String> PICTURES = List.of("jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp");

    private final Path folder;
    private final DatasetFile.Content content;
    private final List<String> splits;
    private final Map<String, SplitFolder> used = new ConcurrentHashMap<>();

    private ImageFolder(Path folder, DatasetFile.Content content, List<String> splits) {
        this.folder = folder;
        this.content = content;
        this.splits = splits;
    }

    /** The files and folders that make up a data set, with everything in these folders. */
    public static List<Path> parts(Path folder) {
        return Stream.of(DatasetFile.NAME, "images", "labels", FRACTIONS)
                .map(folder::resolve)
                .filter(Files::exists)
                .toList();
    }

    /**
     * Opens a folder; pictures are not read yet.
     *
     * @throws InvalidInputException if the folder, its {@code dataset.json} or its {@code images} are missing or wrong
     */
    public static ImageFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException("Data set folder '" + folder + "' "
                    + (Files.exists(folder) ? "is a file" : "does not exist")
                    + ". Name the folder that holds dataset.json, images and labels; or class folders of pictures,"
                    + " SPLIT/CLASS/NAME.jpg.");
        }
        DatasetFile.Content content = DatasetFile.read(folder.resolve(DatasetFile.NAME));
        Path images = folder.resolve("images");
        List<String> splits = Files.isDirectory(images) ? entries(images, Files::isDirectory) : List.of();
        if (splits.isEmpty()) {
            throw new InvalidInputException("Data set folder '" + folder
                    + "' has no splits: expected folders such as images/train and images/val with the pictures.");
        }
        List<String> strange = content.blocks().stream()
                .flatMap(blocks -> blocks.splits().stream())
                .filter(split -> !splits.contains(split))
                .toList();
        if (!strange.isEmpty()) {
            throw new InvalidInputException("'" + folder.resolve(DatasetFile.NAME) + "' says that labels of " + strange
                    + " are blocks, but the splits are " + splits + ". Correct its blocks.splits.");
        }
        return new ImageFolder(folder, content, splits);
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
    public List<String> names(String split) {
        return List.copyOf(files(split).images().keySet());
    }

    @Override
    public Sample sample(String split, String name) {
        SplitFolder files = files(split);
        Path imageFile = files.images().get(name);
        if (imageFile == null) {
            throw new InvalidInputException("Split '" + split + "' of '" + folder + "' has no image '" + name + "'.");
        }
        Path labelFile = files.label(name);
        LabelMap labels = PictureReader.labels(labelFile);
        RgbImage image = Photograph.read(imageFile).fitting(labelFile, labels);
        checkValues(labelFile, labels);
        Optional<BlockCounts> blocks = content.blocks()
                .filter(b -> b.soft() && b.covers(split))
                .map(b -> PictureReader.counts(
                        folder.resolve(FRACTIONS).resolve(split).resolve(name + ".png"), labels, b.side(), classes()));
        return new Sample(name, image, labels, blocks);
    }

    @Override
    public Optional<BlockAnnotation> blocks() {
        return content.blocks();
    }

    @Override
    public Optional<SampleFiles> files(String split, String name) {
        SplitFolder files = files(split);
        return Optional.ofNullable(files.images().get(name)).map(image -> new SampleFiles(image, files.label(name)));
    }

    private SplitFolder files(String split) {
        if (!splits.contains(split)) {
            throw new InvalidInputException(
                    "Data set '" + folder + "' has no split '" + split + "'. Its splits are " + splits + ".");
        }
        return used.computeIfAbsent(split, s -> SplitFolder.list(folder, s));
    }

    private void checkValues(Path file, LabelMap labels) {
        long[] histogram = labels.histogram();
        SortedMap<Integer, Long> stray = new TreeMap<>();
        for (int value = classes().size(); value < histogram.length; value++) {
            if (histogram[value] > 0 && value != ignore().orElse(-1)) {
                stray.put(value, histogram[value]);
            }
        }
        if (!stray.isEmpty()) {
            throw StrayLabelsException.of(file, this, stray);
        }
    }

    /** Whether a file is a picture by its name. */
    public static boolean isPicture(Path file) {
        return Files.isRegularFile(file) && hasExtension(String.valueOf(file.getFileName()), PICTURES);
    }

    private static boolean hasExtension(String file, List<String> extensions) {
        int dot = file.lastIndexOf('.');
        return dot > 0 && extensions.contains(file.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** The names of a folder's visible entries that are wanted, sorted. */
    public static List<String> entries(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(wanted)
                    .map(p -> String.valueOf(p.getFileName()))
                    .filter(n -> !n.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException("Folder '" + folder + "' cannot be read: " + FileTrouble.of(e) + ".", e);
        }
    }

    /** The files of a split, images and labels paired. */
    private record SplitFolder(Map<String, Path> images, Path labels) {
        static SplitFolder list(Path folder, String split) {
            Path imageFolder = folder.resolve("images").resolve(split);
            Path labelFolder = folder.resolve("labels").resolve(split);
            List<String> problems = new ArrayList<>();
            Map<String, Path> images = pictures(imageFolder, PICTURES, problems);
            if (images.isEmpty()) {
                throw new InvalidInputException("Split '" + split + "' has no images: '" + imageFolder + "' holds no "
                        + KINDS + ". Put images there or choose another split.");
            }
            Map<String, Path> labels =
                    Files.isDirectory(labelFolder) ? pictures(labelFolder, List.of("png"), problems) : Map.of();
            images.keySet().stream()
                    .filter(n -> !labels.containsKey(n))
                    .forEach(n -> problems.add("image '" + n + "' has no label labels/" + split + "/" + n + ".png"));
            labels.keySet().stream()
                    .filter(n -> !images.containsKey(n))
                    .forEach(n -> problems.add("label '" + n + "' has no image images/" + split + "/" + n + ".jpg"));
            if (!problems.isEmpty()) {
                throw new InvalidInputException(
                        "Split '" + split + "' of '" + folder
                                + "' is inconsistent; add the missing files or take out the others:",
                        shortened(problems));
            }
            return new SplitFolder(images, labelFolder);
        }

        Path label(String name) {
            return labels.resolve(name + ".png");
        }

        private static Map<String, Path> pictures(Path folder, List<String> extensions, List<String> problems) {
            Map<String, Path> found = new TreeMap<>();
            for (String file : entries(folder, Files::isRegularFile)) {
                if (hasExtension(file, extensions)) {
                    Path other = found.put(file.substring(0, file.lastIndexOf('.')), folder.resolve(file));
                    if (other != null) {
                        problems.add("'" + other.getFileName() + "' and '" + file + "' have the same name");
                    }
                }
            }
            return found;
        }
    }

    /** The first problems, and the number of others, as a folder can hold thousands. */
    public static List<String> shortened(List<String> problems) {
        int shown = 20;
        if (problems.size() <= shown) {
            return problems;
        }
        List<String> some = new ArrayList<>(problems.subList(0, shown));
        some.add("and " + (problems.size() - shown) + " more");
        return some;
    }
}
