package dev.coppice.models.dl4j;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Tensor;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The flat vector of coefficients: a header with its shape, and big-endian numbers. It is read in one pass, and only after its
 * length has been found to be that of all parameters together.
 */
final class Coefficients {
    /** What a vector of longs may take that says a shape: rank, sizes, strides and three more. */
    private static final int SHAPE_LONGS = 68;

    private static final int CHUNK = 1 << 14;
    private static final int PRINTED = 8;

    /** The bytes of one number, by the name of its type. */
    private static final Map<String, Integer> BYTES = Map.of("FLOAT", 4, "DOUBLE", 8, "HALF", 2, "BFLOAT16", 2);

    private final DataInputStream in;
    private final Archive archive;
    private String type = "";

    private Coefficients(InputStream in, Archive archive) {
        this.in = new DataInputStream(in);
        this.archive = archive;
    }

    /**
     * The values of parameters in their order.
     *
     * @param constants receives the constants by name
     * @return the name of the type of number in the file
     * @throws InvalidInputException if the vector has another length, is damaged or holds what is no number
     */
    static String read(Archive archive, List<Parameter> parameters, Map<String, Tensor> constants) {
        try (InputStream in = archive.coefficients()) {
            Coefficients coefficients = new Coefficients(in, archive);
            coefficients.read(parameters, constants);
            return coefficients.type;
        } catch (IOException e) {
            throw archive.torn(Archive.COEFFICIENTS, e);
        }
    }

    private void read(List<Parameter> parameters, Map<String, Tensor> constants) throws IOException {
        skipShape();
        long length = header();
        long expected = 0;
        for (Parameter parameter : parameters) {
            expected = Math.addExact(expected, parameter.count());
        }
        if (length != expected) {
            throw new InvalidInputException(archive.where() + " holds " + length
                    + " coefficients, and its configuration takes " + expected + ", in this order: "
                    + parameters.subList(0, Math.min(PRINTED, parameters.size()))
                    + (parameters.size() > PRINTED ? " and " + (parameters.size() - PRINTED) + " more" : "")
                    + ". Save configuration and coefficients of one network together.");
        }
        if (length > archive.coefficientBytes() / BYTES.getOrDefault(type, 1)) {
            throw archive.torn(Archive.COEFFICIENTS, new EOFException("it ends before its coefficients"));
        }
        List<String> problems = new ArrayList<>();
        for (Parameter parameter : parameters) {
            constants.put(parameter.constant(), parameter.toGraph(stretch(parameter, problems)));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(
                    archive.where() + " has weights that are no numbers; train or save it again:", problems);
        }
        if (in.read() >= 0) {
            throw new InvalidInputException(archive.where() + " has more behind its " + length
                    + " coefficients than their length says. Save it again.");
        }
    }

    private void skipShape() throws IOException {
        String mode = in.readUTF();
        long length = mode.equals("MIXED_DATA_TYPES") || mode.equals("LONG_SHAPE") ? in.readLong() : -1;
        String kind = in.readUTF();
        if (length < 0 || length > SHAPE_LONGS || !kind.equals("LONG")) {
            throw header("a shape in LONG", kind);
        }
        in.skipNBytes(length * Long.BYTES);
    }

    private long header() throws IOException {
        String mode = in.readUTF();
        if (!mode.equals("MIXED_DATA_TYPES") && !mode.equals("LONG_SHAPE")) {
            throw header("MIXED_DATA_TYPES", mode);
        }
        long length = in.readLong();
        type = in.readUTF();
        if (!BYTES.containsKey(type)) {
            throw header("FLOAT, DOUBLE, HALF or BFLOAT16", type);
        }
        return length;
    }

    private InvalidInputException header(String expected, String found) {
        String cut = found.substring(0, Math.min(40, found.length()));
        return new InvalidInputException(
                archive.where() + " has coefficients with '" + cut + "' in their header, expected " + expected
                        + ". Save the network with Deeplearning4j 1.0.0-beta4 or newer.");
    }

    /** The next coefficients as floats. */
    private Tensor stretch(Parameter parameter, List<String> problems) throws IOException {
        int width = BYTES.getOrDefault(type, 1);
        int count = Math.toIntExact(parameter.count());
        ByteBuffer values = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        byte[] chunk = new byte[CHUNK * width];
        int bad = 0;
        while (values.hasRemaining()) {
            int take = Math.min(CHUNK, values.remaining() / Float.BYTES);
            in.readFully(chunk, 0, take * width);
            ByteBuffer numbers = ByteBuffer.wrap(chunk);
            for (int i = 0; i < take; i++) {
                float value = value(numbers);
                bad += Float.isFinite(value) ? 0 : 1;
                values.putFloat(value);
            }
        }
        if (bad > 0) {
            problems.add("'" + parameter.constant() + "': " + bad + " of " + count + " are NaN or infinite");
        }
        return Tensor.of(ElementType.FLOAT, parameter.stored(), values.flip());
    }

    private float value(ByteBuffer numbers) {
        return switch (type) {
            case "FLOAT" -> numbers.getFloat();
            case "DOUBLE" -> (float) numbers.getDouble();
            case "BFLOAT16" -> Float.intBitsToFloat(numbers.getShort() << 16);
            default -> Tensor.halfToFloat(numbers.getShort());
        };
    }
}
