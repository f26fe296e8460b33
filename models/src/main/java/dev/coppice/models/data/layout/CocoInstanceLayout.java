package dev.coppice.models.data.layout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Instances of COCO as classes of pixels: a pixel has the category of the shape that covers it, and class background where
 * none does. Pixels of crowds, and those that shapes of two categories claim, have no class.
 */
record CocoInstanceLayout() implements DataLayout {
    private static final String BACKGROUND = "background";

    @Override
    public String id() {
        return "coco-instances";
    }

    @Override
    public String sign() {
        return "COCO instances: annotations/instances_train2017.json with pictures in train2017, or"
                + " SPLIT/_annotations.coco.json beside pictures";
    }

    @Override
    public boolean isIn(Path folder) {
        return !files(folder).isEmpty();
    }

    private static List<CocoPlaces.Annotations> files(Path folder) {
        return CocoPlaces.in(folder, "instances", List.of("panoptic", "stuff", "captions", "person_keypoints"));
    }

    @Override
    public FoundData open(Path folder, LayoutSettings settings) {
        List<CocoPlaces.Annotations> files = files(folder);
        Map<String, SplitListing> splits = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        CocoFile first = CocoFile.read(files.get(0).file(), annotation -> {}, problems);
        Pairing.refuse(problems, files.get(0).file().toString());
        files.forEach(file -> SplitNames.add(splits, file.split(), () -> list(folder, file, first)));
        return new PairedData(id(), folder, settings, splits)
                .note("Pixels of no object are class '" + BACKGROUND
                        + "'; crowds, and pixels that two categories claim," + " have no class.")
                .with(key(first.categories()));
    }

    /** Background first, then categories in the file's order. */
    private static LabelKey key(Map<Integer, String> categories) {
        List<String> classes = new ArrayList<>(List.of(BACKGROUND));
        Map<Integer, Integer> meaning = new HashMap<>();
        meaning.put(background(categories), 0);
        categories.forEach((id, name) -> {
            if (!name.equalsIgnoreCase(BACKGROUND)) {
                meaning.put(id, classes.size());
                classes.add(name);
            }
        });
        return new LabelKey(classes, LabelKey.VOID, meaning, false);
    }

    /** The number of pixels without an object: that of a category of this name, or 0, or one that no category has. */
    private static int background(Map<Integer, String> categories) {
        return categories.entrySet().stream()
                .filter(e -> e.getValue().equalsIgnoreCase(BACKGROUND))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElseGet(() -> categories.containsKey(0)
                        ? categories.keySet().stream().mapToInt(id -> id).max().orElse(0) + 1
                        : 0);
    }

    private static SortedMap<String, SplitListing.Pair> list(
            Path folder, CocoPlaces.Annotations annotations, CocoFile first) {
        List<String> problems = new ArrayList<>();
        Map<Long, List<CocoShape>> shapes = new HashMap<>();
        // Pictures may stand behind their annotations, so that sizes are known only in a second reading.
        CocoFile coco = CocoFile.read(annotations.file(), annotation -> {}, problems);
        coco.checkCategories(first, problems);
        CocoFile.read(annotations.file(), node -> add(node, coco, shapes, problems), new ArrayList<>());
        SortedMap<String, SplitListing.Pair> pairs = new TreeMap<>();
        int background = background(first.categories());
        coco.images().forEach((id, picture) -> {
            Optional<Path> file = CocoPlaces.picture(folder, annotations, picture.file());
            if (file.isEmpty()) {
                CocoFile.note(problems, "picture '" + picture.file() + "' is nowhere in '" + folder + "'");
                return;
            }
            Shapes labels = new Shapes(annotations.file(), picture, shapes.getOrDefault(id, List.of()), background);
            CocoFile.add(pairs, picture, new SplitListing.Pair(file.get(), labels), problems);
        });
        return Pairing.checked(pairs, problems, annotations.file().toString());
    }

    private static void add(
            JsonNode annotation, CocoFile coco, Map<Long, List<CocoShape>> shapes, List<String> problems) {
        long id = annotation.path("image_id").asLong(-1);
        CocoFile.Picture picture = coco.images().get(id);
        if (picture == null || !coco.categories().containsKey(CocoFile.id(annotation.path("category_id")))) {
            CocoFile.note(
                    problems,
                    "annotation " + annotation.path("id") + " has image_id "
                            + annotation.path("image_id") + " and category_id " + annotation.path("category_id")
                            + ", expected those of a picture and a category");
            return;
        }
        CocoShape.of(annotation, picture, problems)
                .ifPresent(shape ->
                        shapes.computeIfAbsent(id, i -> new ArrayList<>()).add(shape));
    }

    /** The shapes of one picture. */
    private record Shapes(Path file, CocoFile.Picture picture, List<CocoShape> shapes, int background)
            implements LabelSource {
        @Override
        public LabelMap read(LabelKey key, Dataset data) {
            Polygon.refuseCostly(
                    shapes.stream().flatMap(CocoShape::polygons).toList(),
                    picture.width(),
                    picture.height(),
                    picture.file() + "' in '" + file);
            int[] numbers = new int[Math.multiplyExact(picture.width(), picture.height())];
            Arrays.fill(numbers, background);
            for (CocoShape shape : shapes) {
                int category = shape.isCrowd() ? LabelKey.NONE : shape.category();
                shape.cover(picture.width(), picture.height(), pixel -> {
                    boolean isFree = numbers[pixel] == background || numbers[pixel] == category;
                    numbers[pixel] = isFree ? category : LabelKey.NONE;
                });
            }
            return key.labels(file, picture.width(), picture.height(), data, pixel -> numbers[pixel]);
        }
    }
}
