package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Error that labels have values that are neither a class nor ignored. */
public final class StrayLabelsException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final transient SortedMap<Integer, Long> pixels;

    private StrayLabelsException(String message, Path file, SortedMap<Integer, Long> pixels) {
        super(message);
        this.file = file;
        this.pixels = Collections.unmodifiableSortedMap(pixels);
    }

    /** Describes one label picture: number of pixels by value. */
    public static StrayLabelsException of(Path file, Dataset data, SortedMap<Integer, Long> pixels) {
        String problem = pixels.entrySet().stream()
                .map(e -> "value " + e.getKey() + " at " + e.getValue() + " pixels")
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return new StrayLabelsException(
                "Label '" + file + "' has values outside the classes (" + allowed(data) + "): " + problem + ". "
                        + advice(data, List.copyOf(pixels.keySet())),
                file,
                pixels);
    }

    /** Describes a whole split, each value once. */
    static StrayLabelsException of(String split, Dataset data, List<StrayLabelsException> images) {
        SortedMap<Integer, Long> pixels = new TreeMap<>();
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        images.forEach(image -> image.pixels.forEach((value, count) -> {
            pixels.merge(value, count, Long::sum);
            counts.merge(value, 1, Integer::sum);
        }));
        Path first = images.get(0).file;
        List<String> problems = new ArrayList<>();
        for (Map.Entry<Integer, Long> stray : pixels.entrySet()) {
            problems.add("value " + stray.getKey() + " at " + stray.getValue() + " pixels of "
                    + counts.get(stray.getKey()) + " of "
                    + data.names(split).size() + " images");
        }
        return new StrayLabelsException(
                "labels have values outside the classes ("
                        + allowed(data) + "): " + String.join(", ", problems) + "; the first is '" + first + "'. "
                        + advice(data, List.copyOf(pixels.keySet())),
                first,
                pixels);
    }

    private static String allowed(Dataset data) {
        OptionalInt ignore = data.ignore();
        return "0…" + (data.classes().size() - 1) + (ignore.isPresent() ? " and ignore = " + ignore.getAsInt() : "");
    }

    private static String advice(Dataset data, List<Integer> values) {
        String correct = "correct the labels, or the classes in dataset.json";
        boolean could = values.size() == 1 && data.ignore().isEmpty();
        return could
                ? "If they are pixels without a class, put \"ignore\": " + values.get(0)
                        + " into dataset.json; otherwise " + correct + "."
                : "One value can be ignored (\"ignore\" in dataset.json); " + correct + ".";
    }
}
