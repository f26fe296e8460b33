package dev.coppice.eval.annotation;

import java.util.Optional;

/**
 * The result of an annotation.
 *
 * @param estimates estimates of what the blocks are worth
 * @param blocks the data set that was written, if one was
 */
public record AnnotationResult(Estimates estimates, Optional<BlockDataset> blocks) {}
