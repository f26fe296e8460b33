package dev.coppice.spark;

/** A point that a machine could not work on. */
final class PointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PointException(String message) {
        super(message);
    }
}
