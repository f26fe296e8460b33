package dev.coppice.cli.option;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.format.SourceModel;
import java.util.List;

/**
 * What labelled data tell of a card that neither options nor the graph do.
 *
 * @param model the model
 * @param data the data
 * @param split split with pictures
 */
record DataCard(SourceModel model, Dataset data, String split) {
    /** Most networks halve their maps five times. */
    private static final int STRIDE = 32;

    /**
     * Completes a draft: the size, by that of the first picture; the output, by the number of its channels; the classes.
     *
     * @param classes names that are given; none for the data's
     * @throws dev.coppice.models.InvalidInputException if the network has another number of classes
     */
    void complete(CardDraft draft, List<String> classes) {
        if (draft.missing().contains("--size") && !data.holdsVolumes()) {
            RgbImage first = data.sample(split, data.names(split).get(0)).image();
            draft.size(List.of(whole(first.height()), whole(first.width())));
        }
        if (draft.missing().contains("--output")) {
            draft.output(model.graph(), (classes.isEmpty() ? data.classes() : classes).size());
        }
        if (classes.isEmpty()) {
            draft.classes(data, model.graph());
        }
    }

    private static int whole(int side) {
        return Math.max(1, side / STRIDE) * STRIDE;
    }
}
