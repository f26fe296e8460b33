package dev.coppice.samediff.train.batch;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.NetworkCard;
import java.util.Optional;

/**
 * Settings for drawing pictures into batches.
 *
 * @param batch number of pictures per batch, at least 1
 * @param augmentation random variation of pictures
 * @param blockTarget training target for labels that are blocks; empty to use labels unchanged
 * @param seed seed of all random draws
 * @param side side of the squares of pixels that are averaged to one pixel, which puts pictures on a coarser grid; 1 for
 *     full resolution
 */
public record Sampling(int batch, Augmentation augmentation, Optional<BlockTarget> blockTarget, long seed, int side) {
    public Sampling {
        if (batch < 1) {
            throw new InvalidInputException("The number of batch is " + batch + ", expected at least 1.");
        }
    }

    /** Sampling at full resolution. */
    public Sampling(int batch, Augmentation augmentation, Optional<BlockTarget> blockTarget, long seed) {
        this(batch, augmentation, blockTarget, seed, 1);
    }

    /** Sampling with unchanged labels. */
    public Sampling(int batch, Augmentation augmentation, long seed) {
        this(batch, augmentation, Optional.empty(), seed);
    }

    /**
     * The training towards blocks for a data set; empty if labels are used unchanged.
     *
     * @throws InvalidInputException if there is a block target and labels are not blocks, or if the target needs crops of
     *     whole blocks and they are not
     */
    public Optional<BlockTraining> blocks(Dataset data, NetworkCard card) {
        return blockTarget.map(target -> BlockTraining.of(target, data, card, augmentation));
    }
}
