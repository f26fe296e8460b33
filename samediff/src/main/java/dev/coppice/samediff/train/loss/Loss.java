package dev.coppice.samediff.train.loss;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Table of losses between predictions and labels. */
public enum Loss {
    /** The mean cross-entropy of labelled pixels. */
    CROSS_ENTROPY(CrossEntropy::new),
    /** {@link FocalLoss} with γ = 2, instead of cross-entropy. */
    FOCAL(in(new FocalLoss(2))),
    /** Cross-entropy + {@link DiceLoss}, each with weight 1. */
    DICE(CrossEntropy::new, in(new DiceLoss())),
    /** Cross-entropy + {@link LovaszLoss}, each with weight 1. */
    LOVASZ(CrossEntropy::new, in(new LovaszLoss()));

    @SuppressWarnings("ImmutableEnumChecker") // the list is never changed, and its parts are stateless
    private final List<Part> parts;

    Loss(Part... parts) {
        this.parts = List.of(parts);
    }

    /** Maker of a term of the loss. */
    private interface Part {
        LossTerm of(double share, double smoothing);
    }

    private static Part in(ProbabilityLoss loss) {
        return (share, smoothing) -> LogitTerm.of(loss, share);
    }

    /**
     * The terms of the loss.
     *
     * @param share share of the whole loss, in [0, 1]
     * @param smoothing label smoothing, in [0, 1), for terms that use the share of each class in a pixel
     */
    List<LossTerm> terms(double share, double smoothing) {
        return parts.stream().map(part -> part.of(share, smoothing)).toList();
    }

    /** Whether it supports label smoothing: some term uses the share of each class in a pixel. */
    public boolean takesSmoothing() {
        return terms(1, 0).stream().anyMatch(LossTerm::readsShares);
    }

    /** Whether it is a loss of single predictions, which classes of whole pictures have too, and not of regions of pixels. */
    public boolean takesPictures() {
        return this == CROSS_ENTROPY || this == FOCAL;
    }

    /** Whether it supports block labels: all terms use the share of each class in a pixel. */
    public boolean takesBlocks() {
        return terms(1, 0).stream().allMatch(LossTerm::readsShares);
    }

    /**
     * The loss with a name.
     *
     * @throws InvalidInputException listing all names if the name is unknown
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
}
