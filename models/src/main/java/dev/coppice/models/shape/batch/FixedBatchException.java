package dev.coppice.models.shape.batch;

/** Refusal of an operator that does not treat each image alone. The caller adds the node to the message. */
final class FixedBatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FixedBatchException(String reason) {
        super(reason);
    }
}
