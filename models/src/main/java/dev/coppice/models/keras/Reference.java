package dev.coppice.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.models.keras.layer.LayerException;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor by its history: the result of a call of a layer.
 *
 * @param layer name of the layer
 * @param call number of the call
 * @param tensor number of the result
 * @param listed whether it stands as a list, as Keras 2 and the ends of models have it
 */
record Reference(String layer, int call, int tensor, boolean listed) {
    private static final String TENSOR = "__keras_tensor__";

    /** What stands for a layer before a number or list of numbers, in the lists of Keras 2. */
    private static final String CONSTANT = "_CONSTANT_VALUE";

    /** Whether a value is a tensor of Keras 3. */
    static boolean isTensor(JsonNode value) {
        return value.path("class_name").asText().equals(TENSOR);
    }

    /** Whether a tensor of Keras 3 is somewhere in a value. */
    static boolean holdsTensor(JsonNode value) {
        if (isTensor(value)) {
            return true;
        }
        for (JsonNode each : value) {
            if (holdsTensor(each)) {
                return true;
            }
        }
        return false;
    }

    /** A tensor of Keras 3. */
    static Reference of(JsonNode tensor) {
        JsonNode history = tensor.path("config").path("keras_history");
        return new Reference(
                name(history), history.path(1).asInt(-1), history.path(2).asInt(-1), false);
    }

    /** Whether a value is a list of a layer, a call, a result and perhaps settings. */
    static boolean isListed(JsonNode value) {
        return value.isArray()
                && value.size() >= 3
                && value.get(0).isTextual()
                && value.get(1).isInt()
                && value.get(2).isInt();
    }

    /** Whether a value is a list of what stands for no layer, and a constant. */
    static boolean isConstant(JsonNode value) {
        return value.isArray() && value.size() >= 3 && value.get(0).asText().equals(CONSTANT);
    }

    static Reference listed(JsonNode value) {
        return new Reference(name(value), value.path(1).asInt(-1), value.path(2).asInt(-1), true);
    }

    /** All tensors at the ends of a model, in order. */
    static List<Reference> all(JsonNode ends) {
        List<Reference> all = new ArrayList<>();
        collect(ends, all);
        return all;
    }

    private static void collect(JsonNode value, List<Reference> all) {
        if (isListed(value)) {
            all.add(listed(value));
        } else if (value.isContainerNode()) {
            value.forEach(each -> collect(each, all));
        } else {
            throw new LayerException("its inputs or outputs name " + value + ", expected a layer, a call and a result");
        }
    }

    private static String name(JsonNode history) {
        if (!history.path(0).isTextual()) {
            throw new LayerException("a tensor has the history " + history + ", expected a layer, a call and a result");
        }
        return history.path(0).asText();
    }
}
