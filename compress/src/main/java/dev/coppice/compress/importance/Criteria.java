package dev.coppice.compress.importance;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.measure.GradientSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Table of the criteria by name. A new one takes one file and one entry here. */
public final class Criteria {
    private static final List<OnWeights> WEIGHTS = List.of(
            new OnWeights("l1", seed -> new L1Norm()),
            new OnWeights("l2", seed -> new L2Norm()),
            new OnWeights("bn-scale", seed -> new BatchNormScale()),
            new OnWeights("fpgm", seed -> new GeometricMedian()),
            new OnWeights("lamp", seed -> new Lamp()),
            new OnWeights("random", RandomScore::new));

    private static final List<OnData> DATA = List.of(
            new OnData("taylor", Taylor::new),
            new OnData("fisher", Fisher::new),
            new OnData("activation", MeanActivation::new),
            new OnData("apoz", NonZeroActivation::new),
            new OnData("hrank", MapRank::new),
            new OnData("spectral", pictures -> new SpectralEnergy(pictures, SpectralEnergy.USUAL)),
            new OnData("spectral-taylor", pictures -> new SpectralTaylor(pictures, SpectralTaylor.USUAL)));

    private record OnWeights(String id, Function<Long, ImportanceCriterion> criterion) {}

    private record OnData(String id, Function<GradientSource, ImportanceCriterion> criterion) {}

    private Criteria() {}

    /** The criterion of this name, with seed 1; it must need no data. */
    public static ImportanceCriterion named(String name) {
        return named(name, Optional.empty(), 1);
    }

    /**
     * The criterion of this name, in any case.
     *
     * @param pictures source for criteria that measure on data
     * @param seed seed of the random criterion
     * @throws InvalidInputException if the name is unknown, or pictures are needed and missing
     */
    public static ImportanceCriterion named(String name, Optional<GradientSource> pictures, long seed) {
        String id = name.strip().toLowerCase(Locale.ROOT);
        for (OnWeights entry : WEIGHTS) {
            if (entry.id.equals(id)) {
                return entry.criterion.apply(seed);
            }
        }
        for (OnData entry : DATA) {
            if (entry.id.equals(id)) {
                return entry.criterion.apply(
                        pictures.orElseThrow(() -> new InvalidInputException(settings -> "Criterion '"
                                + id + "' measures on pictures. Give " + settings.of(Setting.DATA)
                                + ", or a criterion of the weights alone: " + String.join(", ", names()) + ".")));
            }
        }
        throw unknown(name);
    }

    /**
     * Whether the criterion of this name measures on pictures.
     *
     * @throws InvalidInputException if the name is unknown
     */
    public static boolean measures(String name) {
        String id = name.strip().toLowerCase(Locale.ROOT);
        if (!names().contains(id) && !namesOnData().contains(id)) {
            throw unknown(name);
        }
        return namesOnData().contains(id);
    }

    private static InvalidInputException unknown(String name) {
        return new InvalidInputException("Criterion '" + name + "' is unknown. Give one of "
                + String.join(", ", names()) + ", or on data " + String.join(", ", namesOnData()) + ".");
    }

    /** Names of the criteria on weights alone, in the order to list them. */
    public static List<String> names() {
        return WEIGHTS.stream().map(OnWeights::id).toList();
    }

    /** Names of the criteria that measure on pictures. */
    public static List<String> namesOnData() {
        return DATA.stream().map(OnData::id).toList();
    }
}
