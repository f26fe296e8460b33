package dev.coppice.compress.batch;

import dev.coppice.models.InvalidInputException;

/**
 * How pictures are drawn into batches.
 *
 * @param batch pictures at once
 * @param augmentation how they are varied
 * @param seed of every draw
 */
public record Sampling(int batch, Augmentation augmentation, long seed) {
    public Sampling {
        if (batch < 1) {
            throw new InvalidInputException("The number of batch is " + batch + ", expected at least 1.");
        }
    }
}
