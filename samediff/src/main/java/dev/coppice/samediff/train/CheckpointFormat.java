package dev.coppice.samediff.train;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import dev.coppice.samediff.train.step.TrainingState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Binary format of checkpoints, big-endian: {@code CPCK}, the version, the length of the rest and its CRC-32, then the
 * record's components in order. Every collection begins with its size.
 */
final class CheckpointFormat {
    private static final int MAGIC = 0x4350434B;
    private static final int VERSION = 2;
    private static final int MOST_AXES = 16;
    private static final int HEADER = 2 * Integer.BYTES + 2 * Long.BYTES;

    private CheckpointFormat() {}

    static byte[] bytes(Checkpoint checkpoint) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(content), checkpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] body = content.toByteArray();
        return ByteBuffer.allocate(HEADER + body.length)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putLong(body.length)
                .putLong(sum(body))
                .put(body)
                .array();
    }

    /**
     * Reads the bytes of {@link #bytes}.
     *
     * @param name name of the checkpoint in messages
     * @throws InvalidInputException if it is not a checkpoint, has another version, or is incomplete
     */
    static Checkpoint read(String name, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER || buffer.getInt() != MAGIC) {
            throw refused(name, "is not a checkpoint of Coppice");
        }
        int version = buffer.getInt();
        if (version != VERSION) {
            throw refused(name, "has format " + version + ", this Coppice reads format " + VERSION);
        }
        long length = buffer.getLong();
        long sum = buffer.getLong();
        byte[] body = new byte[buffer.remaining()];
        buffer.get(body);
        if (length != body.length || sum != sum(body)) {
            throw refused(
                    name,
                    "is damaged: " + body.length + " bytes of content, expected " + length
                            + (length == body.length ? " with another checksum" : ""));
        }
        try {
            return read(new DataInputStream(new ByteArrayInputStream(body)));
        } catch (IOException | IllegalArgumentException | ArithmeticException e) { // of sizes, or of names of constants
            throw refused(name, "cannot be read: " + FileTrouble.of(e));
        }
    }

    private static InvalidInputException refused(String name, String why) {
        return new InvalidInputException(
                "Checkpoint '" + name + "' " + why + ". Delete the file to start from the beginning.");
    }

    private static long sum(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return crc.getValue();
    }

    private static void write(DataOutputStream out, Checkpoint checkpoint) throws IOException {
        writeMap(out, checkpoint.identity(), CheckpointFormat::writeText);
        out.writeUTF(checkpoint.ending().name());
        writeText(out, checkpoint.detail());
        out.writeDouble(checkpoint.seconds());
        out.writeInt(checkpoint.state().taken());
        writeMap(out, new TreeMap<>(checkpoint.state().vectors()), CheckpointFormat::writeFloats);
        LossTrack losses = checkpoint.losses();
        out.writeDouble(losses.first());
        out.writeDouble(losses.sum());
        out.writeInt(losses.count());
        out.writeInt(losses.high());
        Checkpoint.Curve curve = checkpoint.curve();
        writeList(out, curve.points(), CheckpointFormat::writePoint);
        out.writeInt(curve.best());
        out.writeDouble(curve.longest());
        writeMap(out, new TreeMap<>(curve.weights()), CheckpointFormat::writeTensor);
    }

    private static Checkpoint read(DataInputStream in) throws IOException {
        return new Checkpoint(
                readMap(in, CheckpointFormat::readText),
                Ending.valueOf(in.readUTF()),
                readText(in),
                readSeconds(in),
                new TrainingState(in.readInt(), readMap(in, CheckpointFormat::readFloats)),
                new LossTrack(in.readDouble(), in.readDouble(), in.readInt(), in.readInt()),
                readCurve(in));
    }

    private static Checkpoint.Curve readCurve(DataInputStream in) throws IOException {
        List<CurvePoint> points = readList(in, CheckpointFormat::readPoint);
        int best = in.readInt();
        if (best < 0 || best >= points.size()) {
            throw new IOException("validation " + best + " is the best of " + points.size());
        }
        return new Checkpoint.Curve(points, best, readSeconds(in), readMap(in, CheckpointFormat::readTensor));
    }

    private static double readSeconds(DataInputStream in) throws IOException {
        double seconds = in.readDouble();
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IOException("a time is " + seconds + " seconds");
        }
        return seconds;
    }

    /** A number of things that take at least so many bytes each. */
    private static int readSize(DataInputStream in, int bytes) throws IOException {
        int size = in.readInt();
        if (size < 0 || (long) size * bytes > in.available()) {
            throw new IOException("it says that " + size + " values follow, and " + in.available() + " bytes do");
        }
        return size;
    }

    private static void writePoint(DataOutputStream out, CurvePoint point) throws IOException {
        out.writeInt(point.epoch());
        out.writeInt(point.step());
        out.writeDouble(point.loss());
        Evaluation evaluation = point.evaluation();
        out.writeUTF(evaluation.metric().name());
        out.writeDouble(evaluation.accuracy());
        out.writeDouble(evaluation.secondary());
        writeMap(out, evaluation.perClass(), DataOutputStream::writeDouble);
        writeList(out, evaluation.absent(), CheckpointFormat::writeText);
        out.writeDouble(evaluation.dice());
        out.writeInt(evaluation.images());
        out.writeDouble(evaluation.crossEntropy());
        out.writeDouble(point.seconds());
    }

    private static CurvePoint readPoint(DataInputStream in) throws IOException {
        return new CurvePoint(
                in.readInt(),
                in.readInt(),
                in.readDouble(),
                new Evaluation(
                        Metric.valueOf(in.readUTF()),
                        in.readDouble(),
                        in.readDouble(),
                        readMap(in, DataInputStream::readDouble),
                        readList(in, CheckpointFormat::readText),
                        in.readDouble(),
                        in.readInt(),
                        in.readDouble()),
                in.readDouble());
    }

    private static void writeTensor(DataOutputStream out, Tensor tensor) throws IOException {
        int[] sizes = tensor.shape().sizes();
        out.writeInt(sizes.length);
        for (int size : sizes) {
            out.writeInt(size);
        }
        writeFloats(out, tensor.toFloats());
    }

    private static Tensor readTensor(DataInputStream in) throws IOException {
        int[] sizes = new int[readSize(in, Integer.BYTES)];
        if (sizes.length > MOST_AXES) {
            throw new IOException("weights have " + sizes.length + " axes");
        }
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = in.readInt();
        }
        Shape shape = Shape.of(sizes);
        float[] values = readFloats(in);
        if (shape.elements() != values.length) {
            throw new IOException("weights of " + shape + " have " + values.length + " values");
        }
        return Tensor.floats(shape, values);
    }

    private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
        bytes.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    private static float[] readFloats(DataInputStream in) throws IOException {
        float[] values = new float[readSize(in, Float.BYTES)];
        ByteBuffer.wrap(in.readNBytes(Math.multiplyExact(values.length, Float.BYTES)))
                .asFloatBuffer()
                .get(values);
        return values;
    }

    /** Writes text of any length; {@link DataOutputStream#writeUTF} is limited to 64 KiB. */
    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(readSize(in, 1)), StandardCharsets.UTF_8);
    }

    /** A writer of one value. */
    private interface Writer<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    /** A reader of one value. */
    private interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private static <T> void writeList(DataOutputStream out, List<T> values, Writer<T> each) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            each.write(out, value);
        }
    }

    private static <T> List<T> readList(DataInputStream in, Reader<T> each) throws IOException {
        int size = readSize(in, 1);
        List<T> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(each.read(in));
        }
        return values;
    }

    private static <T> void writeMap(DataOutputStream out, Map<String, T> values, Writer<T> each) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, T> entry : values.entrySet()) {
            writeText(out, entry.getKey());
            each.write(out, entry.getValue());
        }
    }

    private static <T> Map<String, T> readMap(DataInputStream in, Reader<T> each) throws IOException {
        int size = readSize(in, 1);
        Map<String, T> values = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            String key = readText(in);
            values.put(key, each.read(in));
        }
        return values;
    }
}
