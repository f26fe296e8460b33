package dev.coppice.eval.metric;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.SpreadSubset;
import java.util.List;

/**
 * Which pictures a calibration measures on, and how much of each.
 *
 * @param data labelled pictures
 * @param split which of them
 * @param pictures how many, evenly spread over the split; all if there are fewer
 * @param windows whether a window of half the height and half the width is cut out of each, where the network takes that
 * @param seed of where the windows lie
 */
public record CalibrationSubset(Dataset data, String split, int pictures, boolean windows, long seed) {
    public CalibrationSubset {
        if (pictures < 1) {
            throw new InvalidInputException(
                    "The number of calibration pictures is " + pictures + ", expected at least 1.");
        }
    }

    /** Whole pictures. */
    public static CalibrationSubset whole(Dataset data, String split, int pictures) {
        return new CalibrationSubset(data, split, pictures, false, 0);
    }

    /** Windows. */
    public static CalibrationSubset windows(Dataset data, String split, int pictures, long seed) {
        return new CalibrationSubset(data, split, pictures, true, seed);
    }

    /** The pictures' names. */
    List<String> names() {
        return new SpreadSubset(data, pictures).names(split);
    }
}
