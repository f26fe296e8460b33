package dev.coppice.cli.option;

import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.network.Task;
import java.util.List;

/**
 * What labelled data tell of a card that neither options nor the graph do: the size, by that of the first picture; the output,
 * by the number of its channels; the classes, if they are known to be the network's.
 *
 * @param model the model
 * @param data the data
 * @param split split with pictures
 * @param naming whether the data name the classes of the network
 */
record DataCard(SourceModel model, Dataset data, String split, boolean naming) {
    /** Most networks halve their maps five times. */
    private static final int STRIDE = 32;

    /** Data that a network is run on. Only class folders name its classes: labels of pixels may count them otherwise. */
    static DataCard of(SourceModel model, Dataset data) {
        return new DataCard(model, data, split(data), data.task() == Task.CLASSIFICATION);
    }

    /** Data that a network learns its classes from. */
    static DataCard naming(SourceModel model, Dataset data) {
        return new DataCard(model, data, split(data), true);
    }

    /**
     * Completes a draft.
     *
     * @param classes names that are given; none for the data's
     * @throws dev.coppice.models.InvalidInputException if the network has another number of classes
     */
    void complete(CardDraft draft, List<String> classes) {
        fit(draft, classes);
        if (naming && classes.isEmpty()) {
            draft.classes(data, model.graph());
        }
    }

    /** Completes a draft that is only asked what it lacks. */
    void outline(CardDraft draft) {
        fit(draft, List.of());
        if (naming) {
            draft.classes(data.classes());
        }
    }

    /** The split that accuracy is measured on as a rule, or else the first. */
    private static String split(Dataset data) {
        return data.splits().contains(PictureRoles.VALIDATION)
                ? PictureRoles.VALIDATION
                : data.splits().get(0);
    }

    private void fit(CardDraft draft, List<String> classes) {
        if (draft.missing().contains("--size") && !data.holdsVolumes()) {
            RgbImage first = data.sample(split, data.names(split).get(0)).image();
            draft.size(List.of(whole(first.height()), whole(first.width())));
        }
        if (draft.missing().contains("--output")) {
            draft.output(model.graph(), (classes.isEmpty() ? data.classes() : classes).size());
        }
    }

    private static int whole(int side) {
        return Math.max(1, side / STRIDE) * STRIDE;
    }
}
