package dev.coppice.models.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Labelled images in named splits. Samples are read when asked for; safe for several threads. */
public interface Dataset {
    /** The data set's name, for messages and reports. */
    String name();

    /** Class names; a class's index is its label value. */
    List<String> classes();

    /** The label value of pixels that count for nothing, if there is one. */
    OptionalInt ignore();

    /** The names of the splits, {@code train} and {@code val} among them as a rule. */
    List<String> splits();

    /**
     * The names of a split's samples, in an order that stays.
     *
     * @throws dev.coppice.models.InvalidInputException if there is no such split, or it is empty or inconsistent
     */
    List<String> names(String split);

    /**
     * One sample of a split.
     *
     * @throws dev.coppice.models.InvalidInputException if there is no such sample, or it cannot be used: picture and
     *     label of different sizes, label values outside the classes, an unreadable file
     */
    Sample sample(String split, String name);

    /** How labels were simplified to blocks; empty if they were not. */
    default Optional<BlockAnnotation> blocks() {
        return Optional.empty();
    }

    /** The files a sample was read from; empty if it comes from none. */
    default Optional<SampleFiles> files(String split, String name) {
        return Optional.empty();
    }

    /**
     * Where a sample lies.
     *
     * @param image of the picture
     * @param label of its labels
     */
    record SampleFiles(Path image, Path label) {}
}
