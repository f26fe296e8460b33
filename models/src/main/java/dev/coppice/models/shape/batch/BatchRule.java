package dev.coppice.models.shape.batch;

/** Where the batch goes in one operator. */
@FunctionalInterface
interface BatchRule {
    /**
     * The axis of the outputs that follows the batch, given that some input does.
     *
     * @throws FixedBatchException if images would not stay apart, or a number of images is written into the node
     */
    int axis(BatchContext c);
}
