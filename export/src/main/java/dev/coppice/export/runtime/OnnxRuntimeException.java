package dev.coppice.export.runtime;

import dev.coppice.models.InvalidInputException;

/** ONNX Runtime refused a model or an input; the message says which and why. */
public final class OnnxRuntimeException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    OnnxRuntimeException(String message, Throwable cause) {
        super(message, cause);
    }
}
