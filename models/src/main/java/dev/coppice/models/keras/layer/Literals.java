package dev.coppice.models.keras.layer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Numbers and nested lists of numbers in a configuration, as FLOAT tensors. */
final class Literals {
    private static final int DEEPEST = 8;

    private Literals() {}

    /** A number or list of NumPy's, which Keras writes as an object with its value, in Keras 2 without a configuration. */
    static JsonNode plain(JsonNode value) {
        if (!value.isObject()) {
            return value;
        }
        return value.has("config") ? value.path("config").path("value") : value.path("value");
    }

    /** The tensor that a value stands for; empty if it is none. */
    static Optional<Tensor> tensor(JsonNode value) {
        JsonNode plain = plain(value);
        List<Integer> sizes = new ArrayList<>();
        for (JsonNode at = plain; at.isArray() && sizes.size() <= DEEPEST; at = at.path(0)) {
            sizes.add(at.size());
        }
        List<Float> numbers = new ArrayList<>();
        Shape shape = Shape.of(sizes.stream().mapToInt(i -> i).toArray());
        boolean fits = sizes.size() <= DEEPEST && collect(plain, 0, shape, numbers);
        if (!fits) {
            return Optional.empty();
        }
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i);
        }
        return Optional.of(Tensor.floats(shape, values));
    }

    private static boolean collect(JsonNode value, int depth, Shape shape, List<Float> numbers) {
        if (depth == shape.rank()) {
            return value.isNumber() && numbers.add((float) value.asDouble());
        }
        if (!value.isArray() || value.size() != shape.size(depth)) {
            return false;
        }
        for (JsonNode each : value) {
            if (!collect(each, depth + 1, shape, numbers)) {
                return false;
            }
        }
        return true;
    }
}
