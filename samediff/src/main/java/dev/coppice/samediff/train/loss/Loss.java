package dev.coppice.samediff.train.loss;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The loss between predictions and labels: the table of all there are. */
public enum Loss {
    /** The mean cross-entropy of labelled pixels. */
    CROSS_ENTROPY("cross-entropy", CrossEntropy::new),
    /** {@link FocalLoss} with γ = 2, in the place of cross-entropy. */
    FOCAL("focal", in(new FocalLoss(2))),
    /** Cross-entropy + {@link DiceLoss}, each counting 1. */
    DICE("dice (added to cross-entropy)", CrossEntropy::new, in(new DiceLoss())),
    /** Cross-entropy + {@link LovaszLoss}, each counting 1. */
    LOVASZ("lovasz (added to cross-entropy)", CrossEntropy::new, in(new LovaszLoss()));

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // the list is never changed, and its parts have no state
    private final List<Part> parts;

    Loss(String words, Part... parts) {
        this.words = words;
        this.parts = List.of(parts);
    }

    /** Makes one of its terms. */
    private interface Part {
        LossTerm of(double share, double smoothing);
    }

    private static Part in(ProbabilityLoss loss) {
        return (share, smoothing) -> LogitTerm.of(loss, share);
    }

    /**
     * Its terms.
     *
     * @param share of the whole loss, in [0, 1]
     * @param smoothing of labels for terms that go by the share of each class in a pixel
     */
    List<LossTerm> terms(double share, double smoothing) {
        return parts.stream().map(part -> part.of(share, smoothing)).toList();
    }

    /** Whether labels can be smoothed for it: one of its terms goes by the share of each class in a pixel. */
    public boolean takesSmoothing() {
        return terms(1, 0).stream().anyMatch(LossTerm::readsShares);
    }

    /** Whether labels can be blocks for it: all of its terms go by the share of each class in a pixel. */
    public boolean takesBlocks() {
        return terms(1, 0).stream().allMatch(LossTerm::readsShares);
    }

    /**
     * The loss of a name.
     *
     * @throws InvalidInputException listing all names if it is none
     */
    public static Loss parse(String text) {
        return Arrays.stream(values())
                .filter(loss -> loss.id().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("The loss is '" + text + "', expected one of "
                        + Arrays.stream(values()).map(Loss::id).toList() + "."));
    }

    /** Its name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is, in the words of a help text. */
    public String words() {
        return words;
    }
}
