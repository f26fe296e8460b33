package dev.coppice.models.data.layout;

import dev.coppice.models.data.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Pascal VOC: {@code JPEGImages}, {@code SegmentationClass} with palette PNGs of which 255 is void, and lists of names in
 * {@code ImageSets/Segmentation}; as VOCdevkit, a VOC20xx in it, or data of one's own as labelling tools export it.
 */
record VocLayout() implements DataLayout {
    /** The names of the challenge, by index. */
    private static final List<String> NAMES = List.of(
            "background",
            "aeroplane",
            "bicycle",
            "bird",
            "boat",
            "bottle",
            "bus",
            "car",
            "cat",
            "chair",
            "cow",
            "diningtable",
            "dog",
            "horse",
            "motorbike",
            "person",
            "pottedplant",
            "sheep",
            "sofa",
            "train",
            "tvmonitor");

    private static final List<String> MASKS =
            List.of("SegmentationClass", "SegmentationClassPNG", "SegmentationClassAug");

    private static final Pattern YEAR = Pattern.compile("VOC(19|20)[0-9]{2}");

    @Override
    public String id() {
        return "voc";
    }

    @Override
    public String sign() {
        return "Pascal VOC: JPEGImages, SegmentationClass, ImageSets/Segmentation/train.txt";
    }

    @Override
    public boolean isIn(Path folder) {
        return root(folder).isPresent();
    }

    /** The folder itself, or the newest VOC20xx in it or in VOCdevkit. */
    private static Optional<Path> root(Path folder) {
        Stream<Path> years = Stream.of(folder, folder.resolve("VOCdevkit"))
                .filter(Files::isDirectory)
                .flatMap(parent -> ImageFolder.entries(parent, Files::isDirectory).stream()
                        .filter(name -> YEAR.matcher(name).matches())
                        .sorted(Comparator.reverseOrder())
                        .map(parent::resolve));
        return Stream.concat(Stream.of(folder), years)
                .filter(root -> Files.isDirectory(root.resolve("JPEGImages"))
                        && !masks(root).isEmpty())
                .findFirst();
    }

    private static List<Path> masks(Path root) {
        return MASKS.stream().map(root::resolve).filter(Files::isDirectory).toList();
    }

    @Override
    public FoundData open(Path folder, LayoutSettings settings) {
        Path root = root(folder).orElseThrow();
        PairedData data = new PairedData(id(), folder, settings, splits(root));
        if (!root.equals(folder)) {
            data.note("Read from '" + root + "'.");
        }
        return data.named(List.of(folder, root), scan -> usual(root, scan));
    }

    /** The challenge's names, where the folder is the challenge's, or labels go up to its last class. */
    private static Optional<LabelKey> usual(Path root, LabelScan scan) {
        String name = String.valueOf(root.toAbsolutePath().normalize().getFileName());
        List<Integer> classes =
                scan.numbers().stream().filter(n -> n != LabelKey.VOID).toList();
        boolean fits = !scan.isColoured() && classes.stream().allMatch(n -> n < NAMES.size());
        boolean isChallenge = YEAR.matcher(name).matches() || classes.contains(NAMES.size() - 1);
        return fits && isChallenge ? Optional.of(LabelKey.ofIndices(NAMES, LabelKey.VOID)) : Optional.empty();
    }

    private static Map<String, SplitListing> splits(Path root) {
        Map<String, SplitListing> splits = new LinkedHashMap<>();
        Set<String> pictures = pictures(root).files().keySet();
        Path sets = Stream.of("ImageSets/Segmentation", "ImageSets", "")
                .map(root::resolve)
                .filter(folder ->
                        Files.isDirectory(folder) && !lists(folder, pictures).isEmpty())
                .findFirst()
                .orElse(root);
        for (String list : lists(sets, pictures)) {
            SplitNames.add(
                    splits,
                    Pairing.stem(list),
                    () -> Pairing.listed(sets.resolve(list), pictures(root), NamedFiles.of(masks(root))));
        }
        if (splits.isEmpty()) {
            splits.put("all", () -> labelled(root));
        }
        return splits;
    }

    /** The lists in a folder, where other texts may lie too: those with a usual name, or whose first line names a picture. */
    private static List<String> lists(Path folder, Set<String> pictures) {
        return ImageFolder.entries(folder, Files::isRegularFile).stream()
                .filter(name -> name.endsWith(".txt") && NamesFile.files().noneMatch(name::equals))
                .filter(name -> SplitNames.isOne(Pairing.stem(name))
                        || Places.firstLines(folder.resolve(name))
                                .limit(1)
                                .anyMatch(line -> Pairing.listed(line, pictures).isPresent()))
                .toList();
    }

    private static NamedFiles pictures(Path root) {
        return NamedFiles.of(root.resolve("JPEGImages"));
    }

    /** Without lists: the pictures that have labels, as VOC's folders hold more pictures than labels. */
    private static SortedMap<String, SplitListing.Pair> labelled(Path root) {
        NamedFiles pictures = pictures(root);
        NamedFiles masks = NamedFiles.of(masks(root));
        SortedMap<String, SplitListing.Pair> pairs = new TreeMap<>();
        masks.files().forEach((name, mask) -> {
            Path picture = pictures.files().get(name);
            if (picture != null) {
                pairs.put(name, new SplitListing.Pair(picture, new LabelSource.Mask(mask)));
            }
        });
        return Pairing.unique(pairs, pictures, masks, new ArrayList<>(), root.toString());
    }
}
