package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.NetworkCard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Check that reads a whole split before long work starts, so that a bad sample shows up at once. */
public final class DatasetCheck {
    private DatasetCheck() {}

    /**
     * Checks that a network predicts what the labels say.
     *
     * @throws InvalidInputException if one is of pixels and the other of pictures
     */
    public static void requireTask(Dataset data, NetworkCard card) {
        if (data.task() != card.output().task()) {
            throw new InvalidInputException(
                    card.isClassifier()
                            ? "Network '" + card.name() + "' gives one class for a picture, and data set '"
                                    + data.name()
                                    + "' labels pixels. Give class folders of pictures, SPLIT/CLASS/NAME.jpg."
                            : "Network '" + card.name() + "' gives a class for every pixel, and data set '"
                                    + data.name()
                                    + "' has one class for a picture. Give pictures with label maps, images/SPLIT and"
                                    + " labels/SPLIT.");
        }
    }

    /**
     * The number of pixels of each class in a split, without ignored pixels; or of pictures, where these have classes.
     *
     * @throws InvalidInputException listing every sample of the split that cannot be used
     */
    public static long[] classPixels(Dataset data, String split) {
        return classPixels(data, split, Progress.SILENT, new Cancellation());
    }

    /** As above, with progress reports and cancellation between samples. */
    public static long[] classPixels(Dataset data, String split, Progress progress, Cancellation cancellation) {
        List<String> names = data.names(split);
        long[] counts = new long[Math.max(256, data.classes().size())];
        List<String> problems = new ArrayList<>();
        List<StrayLabelsException> stray = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            cancellation.check();
            try {
                long[] histogram = labels(data, split, names.get(i)).histogram();
                Arrays.setAll(counts, v -> counts[v] + (v < histogram.length ? histogram[v] : 0));
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
