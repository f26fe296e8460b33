package dev.coppice.models.shape.rule;

/** Refusal of a shape rule because a size is computed from the image; a runtime may still tell the shape. */
public final class RunTimeValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    RunTimeValueException(String message) {
        super(message);
    }
}
