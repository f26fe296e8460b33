package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Labelled images in named splits. Samples are read on request. Thread-safe. */
public interface Dataset {
    /** The data set's name, for messages and reports. */
    String name();

    /** Class names; a class's index is its label value. */
    List<String> classes();

    /** What the labels say: the class of every pixel, or of every picture. */
    default Task task() {
        return Task.SEGMENTATION;
    }

    /** The label value of ignored pixels, if there is one. */
    OptionalInt ignore();

    /** The names of the splits, usually with {@code train} and {@code val}. */
    List<String> splits();

    /**
     * The names of a split's samples, in a stable order.
     *
     * @throws dev.coppice.models.InvalidInputException if the split does not exist, is empty or is inconsistent
     */
    List<String> names(String split);

    /**
     * One sample of a split.
     *
     * @throws dev.coppice.models.InvalidInputException if there is no such sample, or it cannot be used: picture and
     *     label of different sizes, label values outside the classes, an unreadable file
     */
    Sample sample(String split, String name);

    /** Whether its samples are volumes or signals, read by {@link #volume}, instead of pictures, read by {@link #sample}. */
    default boolean holdsVolumes() {
        return false;
    }

    /**
     * One volume of a split.
     *
     * @throws dev.coppice.models.InvalidInputException as {@link #sample}, and if the data set holds pictures
     */
    default VolumeSample volume(String split, String name) {
        throw new InvalidInputException("Data set '" + name() + "' holds pictures, no volumes or signals.");
    }

    /** How labels were simplified to blocks; empty for full labels. */
    default Optional<BlockAnnotation> blocks() {
        return Optional.empty();
    }

    /** What the numbers or colours of label files stand for, in words; empty where they are the indices of classes. */
    default String labelMeaning() {
        return "";
    }

    /** The files of a sample; empty if it comes from no file. */
    default Optional<SampleFiles> files(String split, String name) {
        return Optional.empty();
    }

    /**
     * The files of a sample.
     *
     * @param image file of the picture
     * @param label file of its labels; the picture itself where its folder is its label
     */
    record SampleFiles(Path image, Path label) {}
}
