package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a whole split before long work starts, so that a bad sample shows now and not after an hour. */
public final class DatasetCheck {
    private DatasetCheck() {}

    /**
     * Pixels of each class over a split; ignored ones are not counted.
     *
     * @throws InvalidInputException with every sample of the split that cannot be used
     */
    public static long[] classPixels(Dataset data, String split) {
        long[] counts = new long[256];
        List<String> problems = new ArrayList<>();
        for (String name : data.names(split)) {
            try {
                long[] histogram = data.sample(split, name).labels().histogram();
                Arrays.setAll(counts, v -> counts[v] + histogram[v]);
            } catch (InvalidInputException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(
                    "Split '" + split + "' of data set '" + data.name() + "' cannot be used:",
                    ImageFolder.shortened(problems));
        }
        return Arrays.copyOf(counts, data.classes().size());
    }
}
