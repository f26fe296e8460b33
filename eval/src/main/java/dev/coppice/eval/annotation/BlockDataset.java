package dev.coppice.eval.annotation;

import dev.coppice.models.data.BlockAnnotation;
import dev.coppice.models.data.BlockCounts;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DerivedDataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Sample;
import java.util.List;
import java.util.Optional;

/**
 * A data set whose labels are seen as blocks. Each block has its most frequent class, or the lowest of several equally
 * frequent ones. Void pixels do not count; a block of void alone stays void.
 *
 * @param source data set with full labels
 * @param annotation splits that are seen as blocks, with side and kind
 */
public record BlockDataset(Dataset source, BlockAnnotation annotation) implements DerivedDataset {
    @Override
    public String name() {
        String splits = annotation.splits().equals(List.of("train")) ? "" : "-" + String.join("-", annotation.splits());
        return source.name() + "-blocks-" + annotation.side() + (annotation.soft() ? "-soft" : "") + splits;
    }

    @Override
    public Sample sample(String split, String name) {
        Sample full = source.sample(split, name);
        return annotation.covers(split) ? blocks(full) : full;
    }

    private Sample blocks(Sample full) {
        BlockCounts counts =
                BlockCounts.of(full.labels(), annotation.side(), classes().size());
        LabelMap hard = counts.hard(ignore().orElse(0));
        return new Sample(full.name(), full.image(), hard, annotation.soft() ? Optional.of(counts) : Optional.empty());
    }

    @Override
    public Optional<BlockAnnotation> blocks() {
        return Optional.of(annotation);
    }

    /** Returns no files, as the source's files hold full labels. */
    @Override
    public Optional<SampleFiles> files(String split, String name) {
        return Optional.empty();
    }
}
