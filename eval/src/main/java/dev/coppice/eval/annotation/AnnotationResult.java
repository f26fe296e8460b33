package dev.coppice.eval.annotation;

import java.util.Optional;

/**
 * What came of an annotation.
 *
 * @param estimates what the blocks are worth
 * @param blocks the data set that was written, if one was
 */
public record AnnotationResult(Estimates estimates, Optional<BlockDataset> blocks) {}
