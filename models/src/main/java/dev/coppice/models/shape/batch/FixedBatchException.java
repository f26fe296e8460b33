package dev.coppice.models.shape.batch;

/** An operator that is not the same for each image on its own; told with its node. */
final class FixedBatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FixedBatchException(String reason) {
        super(reason);
    }
}
