package dev.coppice.models.shape.batch;

/** Rule that finds the batch axis of an operator's outputs. */
@FunctionalInterface
interface BatchRule {
    /**
     * The batch axis of the outputs, if some input has one.
     *
     * @throws FixedBatchException if the operator mixes images, or if the node contains a number of images
     */
    int axis(BatchContext c);
}
