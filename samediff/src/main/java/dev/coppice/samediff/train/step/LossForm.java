package dev.coppice.samediff.train.step;

import java.util.List;

/**
 * Parts of the loss of training steps.
 *
 * @param pooled side of the blocks of output pixels that share a target; 1 for separate pixels
 * @param further whether each batch adds a {@link LogitLoss}
 * @param terms terms that are added in the graph
 */
public record LossForm(int pooled, boolean further, List<GraphTerm> terms) {
    /** The cross-entropy of every pixel. */
    public static final LossForm PIXELS = blocks(1);

    public LossForm {
        terms = List.copyOf(terms);
        if (further && pooled > 1) {
            throw new IllegalArgumentException("a further loss of blocks of " + pooled + "×" + pooled + " pixels");
        }
    }

    /** The cross-entropy of the mean prediction in each block. */
    public static LossForm blocks(int side) {
        return new LossForm(side, false, List.of());
    }
}
