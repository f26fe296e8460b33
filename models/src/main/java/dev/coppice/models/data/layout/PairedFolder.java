package dev.coppice.models.data.layout;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Photograph;
import dev.coppice.models.data.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/** Pictures with labels of pixels, paired by a layout. */
final class PairedFolder implements Dataset {
    private final String name;
    private final Path folder;
    private final LabelKey key;
    private final boolean hasVoid;
    private final Map<String, SplitListing> splits;
    private final Map<String, SortedMap<String, SplitListing.Pair>> used = new ConcurrentHashMap<>();

    /** Pictures in the splits of a layout, whose order stays; {@code hasVoid} if pixels may have no class. */
    PairedFolder(String name, Path folder, LabelKey key, boolean hasVoid, Map<String, SplitListing> splits) {
        this.name = name;
        this.folder = folder;
        this.key = key;
        this.hasVoid = hasVoid;
        this.splits = splits;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> classes() {
        return key.classes();
    }

    @Override
    public OptionalInt ignore() {
        return hasVoid ? OptionalInt.of(key.ignore()) : OptionalInt.empty();
    }

    @Override
    public List<String> splits() {
        return List.copyOf(splits.keySet());
    }

    @Override
    public List<String> names(String split) {
        return List.copyOf(pairs(split).keySet());
    }

    @Override
    public Sample sample(String split, String sample) {
        SplitListing.Pair pair = pairs(split).get(sample);
        if (pair == null) {
            throw new InvalidInputException("Split '" + split + "' of '" + folder + "' has no image '" + sample + "'.");
        }
        LabelMap labels = pair.labels().read(key, this);
        Photograph photograph = Photograph.read(pair.image());
        return new Sample(sample, photograph.fitting(pair.labels().file(), labels), labels);
    }

    @Override
    public String labelMeaning() {
        return key.isOfIndices() ? "" : key.words();
    }

    @Override
    public Optional<SampleFiles> files(String split, String sample) {
        return Optional.ofNullable(pairs(split).get(sample))
                .map(pair -> new SampleFiles(pair.image(), pair.labels().file()));
    }

    private SortedMap<String, SplitListing.Pair> pairs(String split) {
        SplitListing listing = splits.get(split);
        if (listing == null) {
            throw new InvalidInputException("Data set '" + folder + "' has no split '" + split + "'. Its splits are "
                    + splits() + "; \"splits\" in dataset.json draws others by a seed.");
        }
        return used.computeIfAbsent(split, s -> listing.list());
    }
}
