package dev.coppice.samediff.train.batch;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetCheck;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.train.loss.Truth;
import java.util.Arrays;
import java.util.List;

/**
 * Mapping from label values to the network's classes. Classes match by name; a class that only the network has gets no
 * target.
 */
public final class ClassMapping {
    /** The class of ignored pixels. */
    public static final int IGNORED = -1;

    /** The class of pixels beyond the picture's edge. */
    public static final int OUTSIDE = Truth.OUTSIDE;

    private final int[] byValue;

    private ClassMapping(int classes) {
        byValue = new int[Math.max(256, classes)];
        Arrays.fill(byValue, IGNORED);
    }

    /**
     * Matches the classes by name.
     *
     * @throws InvalidInputException if the network lacks a class of the data, or they are of pixels for one and of pictures
     *     for the other
     */
    public static ClassMapping of(Dataset data, NetworkCard card) {
        DatasetCheck.requireTask(data, card);
        List<String> missing =
                data.classes().stream().filter(c -> !card.classes().contains(c)).toList();
        if (!missing.isEmpty()) {
            throw new InvalidInputException(
                    "Network '" + card.name() + "' lacks classes of data set '" + data.name() + "': "
                            + missing + ". The network's classes are " + card.classes()
                            + "; correct the names in its card or in dataset.json.");
        }
        ClassMapping mapping = new ClassMapping(data.classes().size());
        for (int c = 0; c < data.classes().size(); c++) {
            mapping.byValue[c] = card.classes().indexOf(data.classes().get(c));
        }
        return mapping;
    }

    /** The network's class for a label value, {@link #IGNORED}, or {@link #OUTSIDE} for −1. */
    public int of(int value) {
        return value < 0 ? OUTSIDE : byValue[value];
    }
}
