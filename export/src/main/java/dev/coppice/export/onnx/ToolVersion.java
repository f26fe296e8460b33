package dev.coppice.export.onnx;

import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Version of Coppice, written once by the build. */
public final class ToolVersion {
    private ToolVersion() {}

    /** The version, {@code 0.2.0-SNAPSHOT}. */
    public static String read() {
        try (InputStream in =
                Objects.requireNonNull(InvalidInputException.class.getResourceAsStream("version.txt"), "version.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
