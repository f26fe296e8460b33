package dev.coppice.models.kit;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Tiny models that Keras wrote, with inputs and what Keras gives for them: {@code keras-layers.zip}, see keras-layers.md beside it. */
public final class KerasRows {
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private KerasRows() {}

    /** All rows. */
    public static KerasRows read() {
        KerasRows rows = new KerasRows();
        try (InputStream in = KerasRows.class.getResourceAsStream("keras-layers.zip");
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                rows.entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** The names of all model files. */
    public List<String> models() {
        return entries.keySet().stream()
                .filter(name -> name.endsWith(".keras") || name.endsWith(".h5"))
                .toList();
    }

    /** The content of a model file. */
    public byte[] model(String name) {
        return Objects.requireNonNull(entries.get(name), name);
    }

    /** What Keras was given, in the order of the inputs. */
    public List<Tensor> inputs(String model) {
        return tensors(model.replaceAll("(\\.keras|\\.keras2\\.h5|\\.h5)$", ".in"));
    }

    /** What Keras gave, in the order of the outputs. */
    public List<Tensor> outputs(String model) {
        return tensors(model.replaceAll("(\\.keras|\\.keras2\\.h5|\\.h5)$", ".out"));
    }

    private List<Tensor> tensors(String prefix) {
        List<Tensor> all = new ArrayList<>();
        while (entries.containsKey(prefix + all.size())) {
            all.add(tensor(ByteBuffer.wrap(entries.get(prefix + all.size())).order(ByteOrder.LITTLE_ENDIAN)));
        }
        return all;
    }

    private static Tensor tensor(ByteBuffer bytes) {
        int[] sizes = new int[bytes.getInt()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = bytes.getInt();
        }
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return Tensor.floats(Shape.of(sizes), values);
    }
}
