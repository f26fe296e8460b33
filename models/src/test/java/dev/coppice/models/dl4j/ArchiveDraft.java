package dev.coppice.models.dl4j;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An archive made by hand. */
final class ArchiveDraft {
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** A layer that multiplies 2 numbers by 3 rows of weights; 9 coefficients. */
    static final String DENSE = layer("DenseLayer", "\"nin\":2,\"nout\":3");

    /** A layer with these settings beside its class. */
    static String layer(String type, String settings) {
        return "{\"@class\":\"org.deeplearning4j.nn.conf.layers." + type + "\"," + settings + "}";
    }

    /** The configuration of a network of layers. */
    static String layers(String... layers) {
        StringBuilder confs = new StringBuilder();
        for (String layer : layers) {
            confs.append(confs.isEmpty() ? "" : ",")
                    .append("{\"layer\":")
                    .append(layer)
                    .append("}");
        }
        return "{\"confs\":[" + confs + "],\"inputPreProcessors\":{}}";
    }

    /** An archive with these coefficients. */
    static ArchiveDraft of(String configuration, float... coefficients) {
        return new ArchiveDraft()
                .entry(Archive.CONFIGURATION, configuration.getBytes(StandardCharsets.UTF_8))
                .entry(Archive.COEFFICIENTS, vector("FLOAT", coefficients.length, out -> {
                    for (float value : coefficients) {
                        out.writeFloat(value);
                    }
                }));
    }

    /** An archive with this many small coefficients, all different. */
    static ArchiveDraft filled(String configuration, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i + 1f) / (count + 1);
        }
        return of(configuration, values);
    }

    ArchiveDraft entry(String name, byte... content) {
        entries.put(name, content);
        return this;
    }

    /** What is written into a stream. */
    interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /** A vector of numbers with its header. */
    static byte[] vector(String type, long length, Content numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(6);
            out.writeUTF("LONG");
            for (long each : new long[] {1, length, 1, 8192, 1, 'c'}) {
                out.writeLong(each);
            }
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(length);
            out.writeUTF(type);
            numbers.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    Path in(Path folder) {
        Path file = folder.resolve("network.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
