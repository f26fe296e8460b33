package dev.coppice.samediff.train.batch;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.NetworkCard;
import java.util.Optional;

/**
 * How pictures are drawn into batches.
 *
 * @param batch pictures at once
 * @param augmentation how they are varied
 * @param blockTarget what labels that are blocks are made into; empty to take labels as they are
 * @param seed of every draw
 * @param side of the squares of pixels that are averaged to one: pictures come low-passed, on a coarser grid
 */
public record Sampling(int batch, Augmentation augmentation, Optional<BlockTarget> blockTarget, long seed, int side) {
    public Sampling {
        if (batch < 1) {
            throw new InvalidInputException("The number of batch is " + batch + ", expected at least 1.");
        }
    }

    /** At the grid of the crops. */
    public Sampling(int batch, Augmentation augmentation, Optional<BlockTarget> blockTarget, long seed) {
        this(batch, augmentation, blockTarget, seed, 1);
    }

    /** With labels as they are. */
    public Sampling(int batch, Augmentation augmentation, long seed) {
        this(batch, augmentation, Optional.empty(), seed);
    }

    /**
     * What training towards blocks means on a data set; empty where labels are taken as they are.
     *
     * @throws InvalidInputException if labels are no blocks though a target for blocks is asked for, or crops do not hold
     *     whole blocks where they must
     */
    public Optional<BlockTraining> blocks(Dataset data, NetworkCard card) {
        return blockTarget.map(target -> BlockTraining.of(target, data, card, augmentation));
    }
}
