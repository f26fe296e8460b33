package dev.coppice.eval.report;

import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.RgbImage;
import java.util.List;

/**
 * A few pictures with their labels and with what the networks see in them.
 *
 * @param rows one row for each picture
 * @param classes class names by index
 */
public record ExampleSet(List<Row> rows, List<String> classes) {
    /** The index that stands for unlabelled pixels in labels: no class has it. */
    public static final int UNLABELLED = 255;

    public ExampleSet {
        rows = List.copyOf(rows);
        classes = List.copyOf(classes);
    }

    /**
     * A picture with maps of its size.
     *
     * @param name name in its data set
     * @param image the picture that the networks saw
     * @param label the true classes
     * @param before what the original sees
     * @param after what the compressed network sees
     */
    public record Row(String name, RgbImage image, LabelMap label, LabelMap before, LabelMap after) {
        /** The label and both predictions. */
        List<LabelMap> maps() {
            return List.of(label, before, after);
        }

        /** Whether the maps name the class of the whole picture. */
        boolean isNamed() {
            return label.isOfPicture();
        }
    }

    /** Whether any label has pixels that belong to no class. */
    boolean hasUnlabelled() {
        return rows.stream().filter(row -> !row.isNamed()).anyMatch(row -> holdsBeyond(row.label(), classes.size()));
    }

    /** Whether a map holds a value from this one on. */
    static boolean holdsBeyond(LabelMap map, int from) {
        long[] counts = map.histogram();
        for (int value = from; value < counts.length; value++) {
            if (counts[value] > 0) {
                return true;
            }
        }
        return false;
    }
}
