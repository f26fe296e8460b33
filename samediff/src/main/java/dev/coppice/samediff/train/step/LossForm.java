package dev.coppice.samediff.train.step;

import java.util.List;

/**
 * What the loss of training steps is made of.
 *
 * @param pooled side of the blocks of output pixels that share a target; 1 for every pixel on its own
 * @param further whether batches bring a {@link LogitLoss} that is added
 * @param terms what is added in the graph
 */
public record LossForm(int pooled, boolean further, List<GraphTerm> terms) {
    /** Cross-entropy of every pixel. */
    public static final LossForm PIXELS = blocks(1);

    public LossForm {
        terms = List.copyOf(terms);
        if (further && pooled > 1) {
            throw new IllegalArgumentException("a further loss of blocks of " + pooled + "×" + pooled + " pixels");
        }
    }

    /** Cross-entropy of the mean prediction in each block. */
    public static LossForm blocks(int side) {
        return new LossForm(side, false, List.of());
    }
}
