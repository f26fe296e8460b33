package dev.coppice.models.shape.batch;

/** Rule that finds the batch axis of an operator's outputs, and asks for inputs with an entry for each image. */
@FunctionalInterface
interface BatchRule {
    /**
     * The batch axis of the outputs, if some input has one.
     *
     * @throws FixedBatchException if the operator mixes images, or if the node contains a number of images
     */
    int axis(BatchContext c);

    /** The batch axis of the outputs behind the first, if that of the first is known. */
    default int further(int axis) {
        return axis;
    }
}
