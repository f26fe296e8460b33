package dev.coppice.models.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A data set made of another: the same as its source but for what an implementation overrides. */
public interface DerivedDataset extends Dataset {
    /** What it is made of. */
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
    default Optional<BlockAnnotation> blocks() {
        return source().blocks();
    }

    @Override
    default Optional<SampleFiles> files(String split, String name) {
        return source().files(split, name);
    }
}
