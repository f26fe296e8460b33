package dev.coppice.eval.flow;

import dev.coppice.eval.report.Selection;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetCheck;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.data.Holdout;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The roles of a data set's pictures. Split {@value #TRAINING} is trained on, the best weights are chosen on other pictures,
 * and accuracy is measured on a third kind. Without a third kind, accuracy is measured on the pictures that chose.
 *
 * @param data the data set of all pictures
 * @param measured the split that accuracy is measured on
 * @param asked the split that weights are to be chosen on; if empty {@value #VALIDATION}, or the measured split if the data
 *     set has none
 */
public record PictureRoles(Dataset data, String measured, Optional<String> asked) {
    /** The default split for measuring accuracy, and for choosing weights if the data set has it. */
    public static final String VALIDATION = "val";

    /** The split that is trained on. */
    public static final String TRAINING = Holdout.TRAIN;

    /** Pictures with both roles on split {@value #VALIDATION}: choosing and measuring. */
    public static PictureRoles of(Dataset data) {
        return new PictureRoles(data, VALIDATION, Optional.empty());
    }

    /** The same with accuracy measured on another split. */
    public PictureRoles withMeasured(String split) {
        return new PictureRoles(data, split, asked);
    }

    /** The same with weights chosen on this split. */
    public PictureRoles withSelection(String split) {
        return new PictureRoles(data, measured, Optional.of(split));
    }

    /**
     * The same with weights chosen on a share of the training pictures, which are then not trained on.
     *
     * @param share share held out, in (0, 1)
     * @throws InvalidInputException if that leaves no picture to train on, or none to choose on
     */
    public PictureRoles withHoldout(double share) {
        return new PictureRoles(new Holdout(data, share), measured, Optional.of(Holdout.SPLIT));
    }

    /** The split that weights are chosen on. */
    public String selection() {
        return asked.orElseGet(() -> data.splits().contains(VALIDATION) ? VALIDATION : measured);
    }

    /** The splits for choosing and measuring, with their numbers of pictures. */
    public Selection chosen() {
        return new Selection(
                selection(),
                data.names(selection()).size(),
                measured,
                data.names(measured).size());
    }

    /** The splits that are read, each once. */
    public List<String> used(boolean trains) {
        return trains ? Stream.of(measured, selection(), TRAINING).distinct().toList() : List.of(measured);
    }

    /**
     * Reads every picture that will be needed, so that a bad one shows before the long work.
     *
     * @throws InvalidInputException naming all pictures of a split that cannot be used
     */
    public void readAll(boolean trains) {
        used(trains).forEach(split -> DatasetCheck.classPixels(data, split));
    }

    /**
     * Adds all that decides a result to a fingerprint. Statistics and scores are measured on training pictures, so the
     * held-out pictures matter even without training.
     */
    Fingerprint added(Fingerprint fingerprint, boolean trains) {
        Fingerprint result = fingerprint.with("data", DatasetIdentity.of(data, measured));
        if (trains || data.splits().contains(Holdout.SPLIT)) {
            result = result.with("training", DatasetIdentity.of(data, TRAINING));
        }
        if (trains) {
            boolean same = selection().equals(measured);
            result =
                    result.with("selection", same ? "the pictures measured on" : DatasetIdentity.of(data, selection()));
        }
        return result;
    }

    /**
     * Checks before any work that the pictures of each role exist.
     *
     * @throws InvalidInputException if a split does not exist, or weights were to be chosen on the training pictures
     */
    void check(boolean trains) {
        if (trains && asked.filter(TRAINING::equals).isPresent()) {
            throw new InvalidInputException("Weights are to be chosen on split '" + TRAINING
                    + "', which is what they are trained on. Choose on another of " + data.splits()
                    + ", or hold a share of the training pictures out.");
        }
        used(trains).forEach(data::names);
    }
}
