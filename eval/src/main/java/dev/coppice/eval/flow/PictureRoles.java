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
 * Which pictures of a data set do what: those of split {@value #TRAINING} are trained on, the best weights are chosen on others, and
 * accuracy is measured on a third kind, or on those that chose where there is none.
 *
 * @param data all of them
 * @param measured the split that accuracy is measured on
 * @param asked the split that weights are to be chosen on; without it {@value #VALIDATION}, or where the data set has none the
 *     measured one
 */
public record PictureRoles(Dataset data, String measured, Optional<String> asked) {
    /** The split that accuracy is measured on unless another is named, and that weights are chosen on where there is one. */
    public static final String VALIDATION = "val";

    /** The split that is trained on. */
    public static final String TRAINING = Holdout.TRAIN;

    /** Chosen and measured on {@value #VALIDATION}. */
    public static PictureRoles of(Dataset data) {
        return new PictureRoles(data, VALIDATION, Optional.empty());
    }

    /** The same, measured on another split. */
    public PictureRoles withMeasured(String split) {
        return new PictureRoles(data, split, asked);
    }

    /** The same, with weights chosen on this split. */
    public PictureRoles withSelection(String split) {
        return new PictureRoles(data, measured, Optional.of(split));
    }

    /**
     * The same, with weights chosen on a share of the training pictures, which are then not trained on.
     *
     * @param share in (0, 1)
     * @throws InvalidInputException if that leaves no picture to train on, or none to choose on
     */
    public PictureRoles withHoldout(double share) {
        return new PictureRoles(new Holdout(data, share), measured, Optional.of(Holdout.SPLIT));
    }

    /** The split that weights are chosen on. */
    public String selection() {
        return asked.orElseGet(() -> data.splits().contains(VALIDATION) ? VALIDATION : measured);
    }

    /** Both in numbers and words. */
    public Selection chosen() {
        return new Selection(
                selection(),
                data.names(selection()).size(),
                measured,
                data.names(measured).size());
    }

    /** The splits that are looked at, each once. */
    public List<String> used(boolean trains) {
        return trains ? Stream.of(measured, selection(), TRAINING).distinct().toList() : List.of(measured);
    }

    /**
     * Reads every picture that will be needed, so that a bad one shows before long work and not after.
     *
     * @throws InvalidInputException with all pictures of a split that cannot be used
     */
    public void readAll(boolean trains) {
        used(trains).forEach(split -> DatasetCheck.classPixels(data, split));
    }

    /**
     * Adds all that decides a result to a fingerprint. Statistics and scores are measured on training pictures, so what is held
     * out counts without any training too.
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
     * Looks, before any work, whether there are such pictures.
     *
     * @throws InvalidInputException if a split does not exist, or weights were to be chosen on what is trained on
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
