package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A data set that moves a share of the pictures of {@value #TRAIN} to a split of their own, {@value #SPLIT}. It divides the
 * pictures into stretches of equal length and takes the middle one of each, whatever the seed. Other splits stay as they
 * are.
 */
public final class Holdout implements DerivedDataset {
    /** The split that loses pictures. */
    public static final String TRAIN = "train";

    /** The split of the held-out pictures. */
    public static final String SPLIT = "held-out";

    private static final double PERCENT = 100;

    private final Dataset source;
    private final List<String> held;
    private final Set<String> out;
    private final List<String> kept;

    /**
     * Holds pictures out; reads none yet.
     *
     * @param source a data set with a split {@value #TRAIN} and without a split {@value #SPLIT}
     * @param share share of the pictures to hold out, in (0, 1); the number of pictures is rounded
     * @throws InvalidInputException if the share is out of range or leaves a side without pictures, or if the source has
     *     other splits
     */
    public Holdout(Dataset source, double share) {
        if (!(share > 0 && share < 1)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "The share of the training pictures to hold out is %s %%, expected more than 0 and less than 100,"
                            + " such as 10 %%.",
                    percent(share)));
        }
        if (source.splits().contains(SPLIT)) {
            throw new InvalidInputException("Data set '" + source.name() + "' has a split '" + SPLIT
                    + "' already; choose weights on that one, or rename it to hold out others.");
        }
        this.source = source;
        List<String> all = source.names(TRAIN);
        int count = (int) Math.round(share * all.size());
        if (count == 0 || count == all.size()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "Holding out %s %% of the %d pictures of '%s/%s' leaves %d to train on and %d to choose weights on,"
                            + " expected at least 1 of each. Choose another share.",
                    percent(share),
                    all.size(),
                    source.name(),
                    TRAIN,
                    all.size() - count,
                    count));
        }
        this.held = IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((2L * i + 1) * all.size() / (2L * count))))
                .toList();
        this.out = Set.copyOf(held);
        this.kept = all.stream().filter(name -> !out.contains(name)).toList();
    }

    private static String percent(double share) {
        double percent = PERCENT * share;
        return percent == Math.rint(percent)
                ? String.format(Locale.ROOT, "%.0f", percent)
                : String.valueOf((float) percent);
    }

    @Override
    public Dataset source() {
        return source;
    }

    @Override
    public List<String> splits() {
        return Stream.concat(source.splits().stream(), Stream.of(SPLIT)).toList();
    }

    @Override
    public List<String> names(String split) {
        return switch (split) {
            case TRAIN -> kept;
            case SPLIT -> held;
            default -> source.names(split);
        };
    }

    /** A held-out picture no longer belongs to {@value #TRAIN}. */
    @Override
    public Sample sample(String split, String name) {
        requireMember(split, name);
        return source.sample(origin(split), name);
    }

    @Override
    public VolumeSample volume(String split, String name) {
        requireMember(split, name);
        return source.volume(origin(split), name);
    }

    private void requireMember(String split, String name) {
        if (split.equals(TRAIN) && out.contains(name)) {
            throw new InvalidInputException("Picture '" + name + "' of '" + name() + "/" + TRAIN
                    + "' is held out of training; it is in split '" + SPLIT + "'.");
        }
        if (split.equals(SPLIT) && !out.contains(name)) {
            throw new InvalidInputException("Picture '" + name + "' of '" + name() + "/" + TRAIN + "' is not among the "
                    + held.size() + " that are held out.");
        }
    }

    @Override
    public Optional<SampleFiles> files(String split, String name) {
        return source.files(origin(split), name);
    }

    /** Labels of held-out pictures stay as they were. */
    @Override
    public Optional<BlockAnnotation> blocks() {
        return source.blocks()
                .map(blocks -> blocks.covers(TRAIN)
                        ? new BlockAnnotation(
                                blocks.side(),
                                blocks.soft(),
                                Stream.concat(blocks.splits().stream(), Stream.of(SPLIT))
                                        .toList())
                        : blocks);
    }

    private static String origin(String split) {
        return split.equals(SPLIT) ? TRAIN : split;
    }
}
