package dev.coppice.models.data;

import dev.coppice.models.network.Task;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A data set made from another. It equals its source except where an implementation overrides it. */
public interface DerivedDataset extends Dataset {
    /** The source. */
    Dataset source();

    @Override
    default String name() {
        return source().name();
    }

    @Override
    default List<String> classes() {
        return source().classes();
    }

    @Override
    default Task task() {
        return source().task();
    }

    @Override
    default OptionalInt ignore() {
        return source().ignore();
    }

    @Override
    default List<String> splits() {
        return source().splits();
    }

    @Override
    default List<String> names(String split) {
        return source().names(split);
    }

    @Override
    default Sample sample(String split, String name) {
        return source().sample(split, name);
    }

    @Override
    default boolean holdsVolumes() {
        return source().holdsVolumes();
    }

    @Override
    default VolumeSample volume(String split, String name) {
        return source().volume(split, name);
    }

    @Override
    default Optional<BlockAnnotation> blocks() {
        return source().blocks();
    }

    @Override
    default String labelMeaning() {
        return source().labelMeaning();
    }

    @Override
    default Optional<SampleFiles> files(String split, String name) {
        return source().files(split, name);
    }
}
