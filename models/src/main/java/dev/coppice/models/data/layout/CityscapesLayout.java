package dev.coppice.models.data.layout;

import dev.coppice.models.data.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Cityscapes: {@code leftImg8bit/SPLIT/CITY/…_leftImg8bit.png} with {@code gtFine/SPLIT/CITY/…_gtFine_labelTrainIds.png}, or
 * {@code …_labelIds.png}, whose 34 numbers become the 19 classes that are scored; the others are void.
 */
record CityscapesLayout() implements DataLayout {
    private static final String IMAGES = "leftImg8bit";
    private static final List<String> LABELS = List.of("gtFine", "gtCoarse");
    private static final String TRAIN_IDS = "labelTrainIds";
    private static final String IDS = "labelIds";

    /** The 19 scored classes, in the order of their train ids, with their label ids. */
    private static final List<Map.Entry<String, Integer>> CLASSES = List.of(
            Map.entry("road", 7),
            Map.entry("sidewalk", 8),
            Map.entry("building", 11),
            Map.entry("wall", 12),
            Map.entry("fence", 13),
            Map.entry("pole", 17),
            Map.entry("traffic light", 19),
            Map.entry("traffic sign", 20),
            Map.entry("vegetation", 21),
            Map.entry("terrain", 22),
            Map.entry("sky", 23),
            Map.entry("person", 24),
            Map.entry("rider", 25),
            Map.entry("car", 26),
            Map.entry("truck", 27),
            Map.entry("bus", 28),
            Map.entry("train", 31),
            Map.entry("motorcycle", 32),
            Map.entry("bicycle", 33));

    @Override
    public String id() {
        return "cityscapes";
    }

    @Override
    public String sign() {
        return "Cityscapes: leftImg8bit/SPLIT/CITY, gtFine/SPLIT/CITY with …_labelTrainIds.png or …_labelIds.png";
    }

    @Override
    public boolean isIn(Path folder) {
        return Files.isDirectory(folder.resolve(IMAGES)) && labels(folder).isPresent();
    }

    private static Optional<String> labels(Path folder) {
        return LABELS.stream()
                .filter(name -> Files.isDirectory(folder.resolve(name)))
                .findFirst();
    }

    @Override
    public FoundData open(Path folder, LayoutSettings settings) {
        String labels = labels(folder).orElseThrow();
        Path images = folder.resolve(IMAGES);
        List<String> names = ImageFolder.entries(images, Files::isDirectory);
        boolean hasTrainIds = names.stream()
                .anyMatch(split -> hasTrainIds(folder.resolve(labels).resolve(split)));
        String kind = hasTrainIds ? TRAIN_IDS : IDS;
        Map<String, SplitListing> splits = new LinkedHashMap<>();
        names.forEach(split -> SplitNames.add(
                splits,
                split,
                () -> pairs(images.resolve(split), folder.resolve(labels).resolve(split), labels + "_" + kind)));
        return new PairedData(id(), folder, settings, splits)
                .note("Labels are …_" + labels + "_" + kind + ".png"
                        + (hasTrainIds ? "." : ", whose ids become the 19 train ids."))
                .with(hasTrainIds ? trainIds() : ids());
    }

    private static boolean hasTrainIds(Path split) {
        return cities(split)
                .flatMap(city -> ImageFolder.entries(split.resolve(city), ImageFolder::isPicture).stream())
                .anyMatch(file -> Pairing.stem(file).endsWith(TRAIN_IDS));
    }

    private static Stream<String> cities(Path split) {
        return Files.isDirectory(split) ? ImageFolder.entries(split, Files::isDirectory).stream() : Stream.empty();
    }

    private static SortedMap<String, SplitListing.Pair> pairs(Path images, Path labels, String ending) {
        SortedMap<String, SplitListing.Pair> pairs = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        cities(images).forEach(city -> Pairing.pictures(images.resolve(city), problems)
                .forEach((stem, picture) -> {
                    String name =
                            stem.endsWith("_" + IMAGES) ? stem.substring(0, stem.length() - IMAGES.length() - 1) : stem;
                    Path label = labels.resolve(city).resolve(name + "_" + ending + ".png");
                    if (Files.isRegularFile(label)) {
                        pairs.put(city + "/" + name, new SplitListing.Pair(picture, new LabelSource.Mask(label)));
                    } else {
                        problems.add("picture '" + picture + "' has no label '" + label + "'");
                    }
                }));
        return Pairing.checked(pairs, problems, images + "' and '" + labels);
    }

    private static List<String> names() {
        return CLASSES.stream().map(Map.Entry::getKey).toList();
    }

    private static LabelKey trainIds() {
        return LabelKey.ofIndices(names(), LabelKey.VOID);
    }

    private static LabelKey ids() {
        Map<Integer, Integer> meaning = new HashMap<>();
        for (int id = 0; id <= CLASSES.get(CLASSES.size() - 1).getValue(); id++) {
            meaning.put(id, LabelKey.VOID);
        }
        meaning.put(LabelKey.VOID, LabelKey.VOID); // licence plates have id -1
        for (int c = 0; c < CLASSES.size(); c++) {
            meaning.put(CLASSES.get(c).getValue(), c);
        }
        return new LabelKey(names(), LabelKey.VOID, meaning, false);
    }
}
