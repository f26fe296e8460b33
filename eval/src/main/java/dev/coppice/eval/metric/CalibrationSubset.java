package dev.coppice.eval.metric;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.SpreadSubset;
import java.util.List;

/**
 * The pictures that a calibration measures on, whole as the network takes them.
 *
 * @param data labelled pictures
 * @param split split of the pictures
 * @param pictures number of pictures, evenly spread over the split, at least 1; all if there are fewer
 */
public record CalibrationSubset(Dataset data, String split, int pictures) {
    public CalibrationSubset {
        if (pictures < 1) {
            throw new InvalidInputException(
                    "The number of calibration pictures is " + pictures + ", expected at least 1.");
        }
    }

    /** The pictures' names. */
    List<String> names() {
        return new SpreadSubset(data, pictures).names(split);
    }
}
