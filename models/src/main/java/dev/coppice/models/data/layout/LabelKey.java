package dev.coppice.models.data.layout;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.RawLabels;
import dev.coppice.models.data.StrayLabelsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * What the numbers or colours of label files stand for.
 *
 * @param classes class names by index, 2 to {@value #MOST_CLASSES}
 * @param ignore label value of pixels without a class, at least the number of classes
 * @param meaning class index, or {@code ignore}, of each number or colour 0xRRGGBB
 * @param isOfColours whether colours count and not numbers
 */
public record LabelKey(List<String> classes, int ignore, Map<Integer, Integer> meaning, boolean isOfColours) {
    /** The usual value of pixels without a class. */
    static final int VOID = 255;

    /** Labels take a byte, and one value is for pixels without a class. */
    static final int MOST_CLASSES = 255;

    /** Pascal VOC's colour of borders, which labelling tools took over; it stands for no class. */
    static final int BORDER = 0xE0E0C0;

    /** The number of a pixel that has no class by the layout's own nature. */
    static final int NONE = Integer.MIN_VALUE;

    private static final int SHOWN = 5;

    public LabelKey {
        classes = List.copyOf(classes);
        meaning = Map.copyOf(meaning);
        if (classes.size() < 2 || classes.size() > MOST_CLASSES) {
            throw new InvalidInputException("The labels have " + classes.size() + " classes, expected 2 to "
                    + MOST_CLASSES + ". Say in dataset.json which numbers or colours stand for one class.");
        }
    }

    /** A key whose numbers are class indices. */
    static LabelKey ofIndices(List<String> classes, int ignore) {
        Map<Integer, Integer> meaning = new HashMap<>();
        for (int c = 0; c < classes.size(); c++) {
            meaning.put(c, c);
        }
        meaning.put(ignore, ignore);
        return new LabelKey(classes, ignore, meaning, false);
    }

    /** The same without a number for pixels that have no class. */
    LabelKey withoutVoid() {
        Map<Integer, Integer> classesOnly = new HashMap<>(meaning);
        classesOnly.values().removeIf(c -> c == ignore);
        return new LabelKey(classes, ignore, classesOnly, isOfColours);
    }

    /** Whether every number is the class's index. */
    public boolean isOfIndices() {
        return !isOfColours
                && meaning.entrySet().stream().allMatch(e -> e.getKey().equals(e.getValue()));
    }

    /** What each number or colour stands for, in their order. */
    String words() {
        return new TreeMap<>(meaning)
                .entrySet().stream()
                        .map(e -> (isOfColours ? colour(e.getKey()) : e.getKey()) + "="
                                + (e.getValue() == ignore ? "none" : classes.get(e.getValue())))
                        .collect(Collectors.joining(", "));
    }

    /**
     * The labels that a picture stands for.
     *
     * @param file the picture's file, for messages
     * @throws InvalidInputException if it has numbers or colours that the key lacks; all of them are listed
     */
    LabelMap labels(Path file, RawLabels raw, Dataset data) {
        if (!isOfColours && raw.isColoured()) {
            throw new InvalidInputException("Label '" + file + "' is in colours, and no colours are known for the"
                    + " classes. Put \"colours\": {\"#RRGGBB\": \"CLASS\", …} into dataset.json.");
        }
        return labels(file, raw.width(), raw.height(), data, isOfColours ? raw::colour : raw::number);
    }

    /** The same for numbers that come from elsewhere: those at each pixel, row by row. */
    LabelMap labels(Path file, int width, int height, Dataset data, IntUnaryOperator values) {
        byte[] labels = new byte[Math.multiplyExact(width, height)];
        SortedMap<Integer, Long> stray = new TreeMap<>();
        int last = -1;
        int meant = -1;
        for (int i = 0; i < labels.length; i++) {
            int value = values.applyAsInt(i);
            if (value != last) {
                last = value;
                meant = value == NONE ? ignore : meaning.getOrDefault(value, -1);
            }
            if (meant < 0) {
                stray.merge(value, 1L, Long::sum);
            }
            labels[i] = (byte) meant;
        }
        if (!stray.isEmpty()) {
            throw isOfColours ? strayColours(file, stray) : StrayLabelsException.of(file, data, stray);
        }
        return LabelMap.of(width, height, labels);
    }

    private static InvalidInputException strayColours(Path file, SortedMap<Integer, Long> pixels) {
        String shown = pixels.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                .limit(SHOWN)
                .map(e -> colour(e.getKey()) + " at " + e.getValue() + " pixels")
                .collect(Collectors.joining(", "));
        return new InvalidInputException("Label '" + file + "' has " + pixels.size()
                + " colours that stand for no class: "
                + shown + (pixels.size() > SHOWN ? ", …" : "") + ". Give them a class, or null, under \"colours\" in"
                + " dataset.json; many colours at borders come from resizing or JPEG, which labels do not bear.");
    }

    /** A colour as dataset.json writes it. */
    static String colour(int rgb) {
        return String.format(Locale.ROOT, "#%06X", rgb);
    }
}
