package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Check that reads a whole split before long work starts, so that a bad sample shows up at once. */
public final class DatasetCheck {
    private DatasetCheck() {}

    /**
     * The number of pixels of each class in a split, without ignored pixels.
     *
     * @throws InvalidInputException listing every sample of the split that cannot be used
     */
    public static long[] classPixels(Dataset data, String split) {
        return classPixels(data, split, Progress.SILENT, new Cancellation());
    }

    /** As above, with progress reports and cancellation between samples. */
    public static long[] classPixels(Dataset data, String split, Progress progress, Cancellation cancellation) {
        List<String> names = data.names(split);
        long[] counts = new long[256];
        List<String> problems = new ArrayList<>();
        List<StrayLabelsException> stray = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            cancellation.check();
            try {
                long[] histogram = labels(data, split, names.get(i)).histogram();
                Arrays.setAll(counts, v -> counts[v] + histogram[v]);
            } catch (StrayLabelsException e) {
                stray.add(e);
            } catch (InvalidInputException e) {
                problems.add(e.getMessage());
            }
            progress.update(
                    "Reading " + split + (data.holdsVolumes() ? " volumes" : " pictures"), i + 1, names.size(), "");
        }
        if (!stray.isEmpty()) {
            problems.add(StrayLabelsException.of(split, data, stray).getMessage());
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(
                    "Split '" + split + "' of data set '" + data.name() + "' cannot be used:",
                    ImageFolder.shortened(problems));
        }
        return Arrays.copyOf(counts, data.classes().size());
    }

    private static LabelMap labels(Dataset data, String split, String name) {
        return data.holdsVolumes()
                ? data.volume(split, name).labels()
                : data.sample(split, name).labels();
    }
}
