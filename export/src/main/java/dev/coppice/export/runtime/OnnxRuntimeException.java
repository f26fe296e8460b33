package dev.coppice.export.runtime;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Tensor;
import java.util.Map;
import java.util.Objects;

/** Refusal of a model or an input by ONNX Runtime. The message says which, where and why, without paths of source files. */
public final class OnnxRuntimeException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    /** A source file with its line, and the signature that follows it in messages of failed checks. */
    private static final String PLACE =
            "/?[\\w./-]*\\.(?:cc|cpp|cu|h|hpp):\\d+ (?:[^()]*\\((?:[^()]|\\([^()]*\\))*\\)(?: const)?(?: \\[with [^\\]]*\\])? )?";

    private OnnxRuntimeException(String message, Throwable cause) {
        super(message, cause);
    }

    static OnnxRuntimeException loading(String origin, Exception cause) {
        String said = words(cause);
        String advice = said.contains("Could not find an implementation")
                ? "It has no such operator for these element types on a CPU. If they are of half precision or bfloat16, export the"
                        + " model in single precision (float32); of booleans or integers, have it computed in float32 and"
                        + " cast what comes out."
                : "Correct that and export the model again.";
        return new OnnxRuntimeException(
                "ONNX Runtime cannot load '" + origin + "': " + sentence(said) + " " + advice, cause);
    }

    static OnnxRuntimeException running(String origin, Map<String, Tensor> inputs, Exception cause) {
        return new OnnxRuntimeException(
                "ONNX Runtime cannot run '" + origin + "' on " + inputs + ": " + sentence(words(cause))
                        + " Check that the model can take an input of this shape and type.",
                cause);
    }

    /** The content of a message on one line. */
    static String words(Exception cause) {
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName())
                .replaceFirst("^Error code - \\w+ - message: ", "")
                .replace("Exception during initialization: ", "")
                .replaceAll(
                        "Non-zero status code returned while running (\\w+) node\\. Name:'([^']*)' Status Message: ",
                        "node '$2' ($1): ")
                .replaceAll(PLACE, "")
                .replaceAll("\\[ONNXRuntimeError\\] : \\d+ : \\w+ : ", "")
                .replaceAll(PLACE, "")
                .replaceAll("\\[(?:Shape|Type)InferenceError\\] ", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String sentence(String words) {
        return words.endsWith(".") ? words : words + ".";
    }
}
