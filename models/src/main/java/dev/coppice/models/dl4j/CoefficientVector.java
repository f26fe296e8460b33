package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flat vector of coefficients that a changed network fills, as Deeplearning4j writes it. */
final class CoefficientVector {
    /** What describes the order and type of a vector of floats. */
    private static final long FLOATS = 8192;

    private CoefficientVector() {}

    /**
     * The values of parameters in a changed network, in their order.
     *
     * @param settings the settings of each vertex by name
     * @param source the constants of the archive that it was read from
     * @throws IllegalArgumentException if the network lacks one, or has it in another shape
     */
    static List<Tensor> of(
            Graph changed, List<Parameter> parameters, Map<String, Settings> settings, Map<String, Tensor> source) {
        List<Tensor> stretches = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Tensor value = changed.constant(parameter.constant())
                    .orElseGet(() -> absent(changed, parameter, settings, source));
            if (!value.shape().equals(parameter.shape())) {
                throw new IllegalArgumentException("'" + parameter.constant() + "' is " + value.shape()
                        + " in the network, and its configuration takes " + parameter.shape());
            }
            stretches.add(parameter.toFile(value));
        }
        return stretches;
    }

    /** A parameter that the network no longer has as such, or that computes nothing. */
    private static Tensor absent(
            Graph changed, Parameter parameter, Map<String, Settings> settings, Map<String, Tensor> source) {
        String name = parameter.constant();
        int dot = name.lastIndexOf('.');
        String vertex = name.substring(0, dot);
        String part = name.substring(dot + 1);
        double epsilon = Optional.ofNullable(settings.get(vertex))
                .map(s -> s.real("eps", 1e-5))
                .orElse(0.0);
        return (switch (part) {
                    case "b" ->
                        ConfigurationCut.bias(changed, vertex + ".W")
                                .or(() -> ConfigurationCut.bias(changed, vertex + ".pW"));
                    case "gamma" -> Optional.of(all(parameter.shape(), 1));
                    case "beta", "mean" -> Optional.of(all(parameter.shape(), 0));
                    case "var" -> Optional.of(all(parameter.shape(), 1 - epsilon));
                    case "cL" ->
                        Optional.of(Optional.ofNullable(source.get(name))
                                .filter(centres -> centres.shape().equals(parameter.shape()))
                                .orElseGet(() -> all(parameter.shape(), 0)));
                    default -> Optional.<Tensor>empty();
                })
                .orElseThrow(() -> ConfigurationCut.gone(name));
    }

    private static Tensor all(Shape shape, double value) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        Arrays.fill(values, (float) value);
        return Tensor.floats(shape, values);
    }

    /** Writes a vector. */
    static void write(List<Tensor> stretches, OutputStream to) throws IOException {
        long length = stretches.stream().mapToLong(t -> t.shape().elements()).sum();
        DataOutputStream out = new DataOutputStream(to);
        long[] shape = {1, length, 1, FLOATS, 1, 'c'};
        header(out, shape.length, "LONG");
        for (long each : shape) {
            out.writeLong(each);
        }
        header(out, length, "FLOAT");
        for (Tensor stretch : stretches) {
            float[] values = stretch.toFloats();
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            out.write(bytes.array());
        }
        out.flush();
    }

    private static void header(DataOutputStream out, long length, String type) throws IOException {
        out.writeUTF("MIXED_DATA_TYPES");
        out.writeLong(length);
        out.writeUTF(type);
    }
}
