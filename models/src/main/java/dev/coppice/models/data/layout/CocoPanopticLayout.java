package dev.coppice.models.data.layout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.RawLabels;
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
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Panoptic labels of COCO: PNGs whose colour R + 256·G + 65536·B is a segment, and a JSON file that gives each segment a
 * category. Things and stuff are classes alike; pixels of segment 0 have none.
 */
record CocoPanopticLayout() implements DataLayout {
    @Override
    public String id() {
        return "coco-panoptic";
    }

    @Override
    public String sign() {
        return "COCO panoptic: annotations/panoptic_train2017.json with PNGs in annotations/panoptic_train2017, pictures"
                + " in train2017";
    }

    @Override
    public boolean isIn(Path folder) {
        return !files(folder).isEmpty();
    }

    private static List<CocoPlaces.Annotations> files(Path folder) {
        return CocoPlaces.in(folder, "panoptic", List.of());
    }

    @Override
    public FoundData open(Path folder, LayoutSettings settings) {
        List<CocoPlaces.Annotations> files = files(folder);
        Map<String, SplitListing> splits = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        CocoFile first = CocoFile.read(files.get(0).file(), annotation -> {}, problems);
        Pairing.refuse(problems, files.get(0).file().toString());
        files.forEach(file -> SplitNames.add(splits, file.split(), () -> list(folder, file, first)));
        List<String> classes = new ArrayList<>();
        Map<Integer, Integer> meaning = new HashMap<>();
        first.categories().forEach((id, name) -> {
            meaning.put(id, classes.size());
            classes.add(name);
        });
        return new PairedData(id(), folder, settings, splits)
                .with(new LabelKey(classes, LabelKey.VOID, meaning, false));
    }

    private static SortedMap<String, SplitListing.Pair> list(
            Path folder, CocoPlaces.Annotations annotations, CocoFile first) {
        List<String> problems = new ArrayList<>();
        Map<Long, Marked> labels = new HashMap<>();
        CocoFile coco = CocoFile.read(
                annotations.file(), node -> labels.put(node.path("image_id").asLong(-1), Marked.of(node)), problems);
        coco.checkCategories(first, problems);
        Path masks = masks(folder, annotations);
        SortedMap<String, SplitListing.Pair> pairs = new TreeMap<>();
        coco.images().forEach((id, picture) -> {
            Marked label = labels.get(id);
            Optional<Path> file = CocoPlaces.picture(folder, annotations, picture.file());
            String name = label == null ? "" : label.file();
            Path mask = Places.isPlain(name) ? masks.resolve(name) : masks;
            if (label == null || file.isEmpty() || !Files.isRegularFile(mask)) {
                CocoFile.note(
                        problems,
                        "picture '" + picture.file() + "' "
                                + (file.isEmpty() ? "is nowhere in '" + folder + "'" : "has no label '" + mask + "'"));
                return;
            }
            label.check(coco, problems);
            SplitListing.Pair pair = new SplitListing.Pair(file.get(), new Segments(mask, label.categories()));
            CocoFile.add(pairs, picture, pair, problems);
        });
        return Pairing.checked(pairs, problems, annotations.file().toString());
    }

    private static Path masks(Path folder, CocoPlaces.Annotations annotations) {
        String name = Pairing.stem(String.valueOf(annotations.file().getFileName()));
        return Stream.of(annotations.file().resolveSibling(name), folder.resolve(name))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(annotations.file().resolveSibling(name));
    }

    /**
     * What the JSON file says of one picture.
     *
     * @param file the file of its segments
     * @param categories category of each segment
     */
    private record Marked(String file, Map<Integer, Integer> categories) {
        static Marked of(JsonNode label) {
            Map<Integer, Integer> categories = new HashMap<>();
            label.path("segments_info")
                    .forEach(segment ->
                            categories.put(CocoFile.id(segment.path("id")), CocoFile.id(segment.path("category_id"))));
            return new Marked(label.path("file_name").asText(), categories);
        }

        void check(CocoFile coco, List<String> problems) {
            categories.forEach((segment, category) -> {
                if (!coco.categories().containsKey(category)) {
                    CocoFile.note(
                            problems,
                            "segment " + segment + " of '" + file + "' has category_id " + category
                                    + ", which is no category");
                }
            });
        }
    }

    /** The segments of one picture. */
    private record Segments(Path file, Map<Integer, Integer> categories) implements LabelSource {
        @Override
        public LabelMap read(LabelKey key, Dataset data) {
            RawLabels raw = RawLabels.read(file);
            int[] numbers = new int[raw.pixels()];
            TreeSet<Integer> unknown = new TreeSet<>();
            for (int pixel = 0; pixel < numbers.length; pixel++) {
                int segment =
                        raw.isOfColours() ? Integer.reverseBytes(raw.colour(pixel)) >>> Byte.SIZE : raw.number(pixel);
                Integer category = segment == 0 ? Integer.valueOf(LabelKey.NONE) : categories.get(segment);
                if (category == null) {
                    unknown.add(segment);
                } else {
                    numbers[pixel] = category;
                }
            }
            if (!unknown.isEmpty()) {
                throw new InvalidInputException("Label '" + file + "' has " + unknown.size()
                        + " segments that its JSON file does not list, such as " + unknown.first() + ".");
            }
            return key.labels(file, raw.width(), raw.height(), data, pixel -> numbers[pixel]);
        }
    }
}
