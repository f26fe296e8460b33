package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.coppice.models.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Location of a tensor's bytes outside the model file. The file must lie inside the model's folder. If the model is a link,
 * its folder is that of the link; links there may also lead to the folder of the link's target, as in the cache of Hugging
 * Face. ONNX Runtime has the same rule.
 *
 * @param file path of the file, with links resolved
 * @param offset position of the first byte
 * @param length number of bytes; -1 if the model does not say
 */
record ExternalData(Path file, long offset, long length) {
    /** The least bytes of a weight that is read into memory outside the heap. */
    private static final int SHARED = 1 << 20;

    /** Resolves and checks the location in a tensor message. */
    static ExternalData of(TensorProto proto, Optional<Path> model) {
        Map<String, String> entries = proto.getExternalDataList().stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::getKey, StringStringEntryProto::getValue, (first, second) -> second));
        String location = entries.getOrDefault("location", "");
        Path file = model.orElseThrow(() -> new IllegalArgumentException(
                "its data is in '" + location + "', but the model does not come from a file"));
        return new ExternalData(resolve(file, location), number(entries, "offset", 0), number(entries, "length", -1));
    }

    /** Reads the bytes and checks their number. */
    ByteBuffer read(long expected) {
        if (length >= 0 && length != expected) {
            throw new IllegalArgumentException(
                    "its external data has a length of " + length + " bytes, its shape takes " + expected);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            if (offset > channel.size() - expected) {
                throw new IllegalArgumentException("its external data (bytes " + offset + " to " + (offset + expected)
                        + ") reaches beyond the end of '" + file.getFileName() + "', which has " + channel.size());
            }
            ByteBuffer bytes = allocate(Math.toIntExact(expected));
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new IOException("the file became shorter while it was read");
                }
            }
            return bytes.flip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "its external data '" + file + "' cannot be read: " + FileTrouble.of(e), e);
        }
    }

    /** Memory outside the heap if it is large, so that a runtime can share it. */
    private static ByteBuffer allocate(int bytes) {
        return bytes < SHARED ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
    }

    private static Path resolve(Path model, String location) {
        String outside = "its external data '" + location + "' is not inside the model's folder";
        try {
            Path root = folder(model.toAbsolutePath().normalize());
            Path named = root.resolve(location).normalize();
            if (location.isEmpty() || !named.startsWith(root) || named.equals(root)) {
                throw new IllegalArgumentException(outside);
            }
            if (!Files.isRegularFile(named)) {
                throw new IllegalArgumentException("its external data file '" + location
                        + "' is missing; it belongs beside the model, into '" + root + "'");
            }
            Path real = named.toRealPath();
            if (!real.startsWith(root.toRealPath()) && !real.startsWith(folder(model.toRealPath()))) {
                throw new IllegalArgumentException(outside + " (a link leads to '" + real + "')");
            }
            return real;
        } catch (InvalidPathException | IOException e) {
            throw new IllegalArgumentException(
                    "its external data '" + location + "' cannot be found: " + FileTrouble.of(e), e);
        }
    }

    private static Path folder(Path absolute) {
        return Objects.requireNonNullElse(absolute.getParent(), absolute);
    }

    private static long number(Map<String, String> entries, String key, long otherwise) {
        String text = entries.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text.strip());
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("its external data has " + key + " '" + text + "', no number", e);
        }
        throw new IllegalArgumentException("its external data has a negative " + key + ": " + text);
    }
}
