package dev.coppice.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What a layer is, by its class. Keras 2 has one class for all operations of TensorFlow, which names their function. */
final class LayerType {
    private static final String FUNCTION = "TFOpLambda";

    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("__operators__.add", "Add"),
            Map.entry("math.add", "Add"),
            Map.entry("math.subtract", "Subtract"),
            Map.entry("math.multiply", "Multiply"),
            Map.entry("math.divide", "Divide"),
            Map.entry("math.truediv", "Divide"),
            Map.entry("math.maximum", "Maximum"),
            Map.entry("math.minimum", "Minimum"),
            Map.entry("nn.relu", "Relu"),
            Map.entry("nn.relu6", "Relu6"),
            Map.entry("nn.silu", "Silu"),
            Map.entry("nn.sigmoid", "Sigmoid"),
            Map.entry("math.sigmoid", "Sigmoid"),
            Map.entry("math.tanh", "Tanh"));

    private LayerType() {}

    /** The class of a layer, or of the operation that it stands for. */
    static String of(JsonNode layer) {
        String type = layer.path("class_name").asText();
        return type.equals(FUNCTION)
                ? FUNCTIONS.getOrDefault(layer.path("config").path("function").asText(), type)
                : type;
    }

    /** Whether it is an operation, whose arguments are settings. */
    static boolean isOperation(JsonNode layer) {
        return layer.path("class_name").asText().equals(FUNCTION)
                || !layer.path("config").has("trainable");
    }
}
