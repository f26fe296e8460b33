package dev.coppice.samediff.view;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.graph.FlatGraph;

/**
 * Reading of the files that {@code SameDiff.save} writes, as data: nothing is constructed or computed that a file names, and
 * no native library is loaded. {@code SameDiff.load} may end the process on a damaged file.
 */
public final class FlatFile {
    /** A FlatBuffers file begins with the place of its root, and SameDiff's end at 2 GiB. */
    private static final int LEAST_BYTES = 8;

    private FlatFile() {}

    /**
     * Reads a file.
     *
     * @throws InvalidInputException if it is missing, damaged or too large
     */
    public static UserGraph read(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > Integer.MAX_VALUE - 64) {
                throw new InvalidInputException("SameDiff file '" + file + "' has " + bytes
                        + " bytes, and such a file ends at 2 GiB. Copy it again, or write ONNX.");
            }
            return parse(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new InvalidInputException(
                    "SameDiff file '" + file + "' cannot be read: " + FileTrouble.of(e) + ". Check its permissions.",
                    e);
        }
    }

    /** Reads a graph from memory; {@code origin} names it in messages. */
    public static UserGraph parse(byte[] content, String origin) {
        if (content.length < LEAST_BYTES) {
            throw damaged(origin, "it has " + content.length + " bytes", null);
        }
        return guarded(origin, () -> {
            FlatGraph graph = FlatGraph.getRootAsFlatGraph(ByteBuffer.wrap(content));
            return new FlatReader(graph, origin, content.length).graph();
        });
    }

    /**
     * What is read or made of a file's graph. What its contradictions make others throw becomes a message.
     *
     * @throws InvalidInputException if the reading throws it, or if the file is damaged
     */
    public static <T> T guarded(String origin, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IndexOutOfBoundsException e) {
            throw damaged(origin, "it points behind its end", e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw damaged(origin, String.valueOf(e.getMessage()), e);
        } catch (ArithmeticException | NegativeArraySizeException e) {
            throw damaged(origin, "it has a size that is no size", e);
        }
    }

    private static InvalidInputException damaged(String origin, String reason, @Nullable Throwable cause) {
        String message = "SameDiff file '" + origin + "' is damaged or cut off: " + reason
                + ". Copy it again, or save it again with sd.save.";
        return cause == null ? new InvalidInputException(message) : new InvalidInputException(message, cause);
    }
}
