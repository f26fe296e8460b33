package dev.coppice.models.keras.layer;

/** A layer that cannot be read: which, what is wrong and what to do. The reader adds the file. */
public final class LayerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LayerException(String message) {
        super(message);
    }

    public LayerException(String message, Throwable cause) {
        super(message, cause);
    }
}
