package dev.coppice.eval.flow;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DerivedDataset;
import dev.coppice.models.data.Sample;
import java.util.Set;

/**
 * A data set that remembers which pictures were read.
 *
 * @param source data set of the pictures
 * @param read pictures that were read, as {@code split/name}
 */
record WatchedPictures(Dataset source, Set<String> read) implements DerivedDataset {
    @Override
    public Sample sample(String split, String name) {
        read.add(split + "/" + name);
        return source.sample(split, name);
    }
}
