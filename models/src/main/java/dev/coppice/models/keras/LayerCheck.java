package dev.coppice.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.models.keras.layer.LayerException;
import dev.coppice.models.keras.layer.Layers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Check of a configuration before any work: all layers that cannot be read are named at once. */
final class LayerCheck {
    private static final Set<String> MODELS = Set.of("Functional", "Model", "Sequential");

    private final List<String> problems = new ArrayList<>();
    private final Set<String> augmenting = new LinkedHashSet<>();
    private final Set<String> policies = new LinkedHashSet<>();

    private LayerCheck() {}

    /**
     * Checks all layers of a model.
     *
     * @return sentences on what is left out
     * @throws LayerException if some cannot be read
     */
    static List<String> of(JsonNode model) {
        LayerCheck check = new LayerCheck();
        check.layer(model);
        if (!check.problems.isEmpty()) {
            throw new LayerException(
                    check.problems.size() == 1
                            ? check.problems.get(0)
                            : "it has layers that cannot be read:\n  - " + String.join("\n  - ", check.problems)
                                    + "\n");
        }
        List<String> leftOut = new ArrayList<>();
        if (!check.augmenting.isEmpty()) {
            leftOut.add("Layers that change pictures in training alone: " + check.augmenting + ".");
        }
        if (!check.policies.isEmpty()) {
            leftOut.add("The types that layers compute with, " + check.policies + ": all is read as FLOAT.");
        }
        return leftOut;
    }

    static boolean isModel(String type) {
        return MODELS.contains(type);
    }

    static boolean isInput(String type) {
        return type.equals("InputLayer");
    }

    private void layer(JsonNode layer) {
        String type = LayerType.of(layer);
        String name = "'"
                + layer.path("config").path("name").asText(layer.path("name").asText()) + "' (" + type + ")";
        if (isForeign(layer)) {
            problems.add("layer " + name + " is of a class of its own"
                    + ", whose code Coppice does not load; write it with layers of Keras, or export the model to ONNX");
        } else if (isModel(type)) {
            ModelCall.layers(layer).forEach(this::layer);
        } else if (type.equals("Lambda") || type.equals("TFOpLambda") || type.equals("SlicingOpLambda")) {
            problems.add("layer " + name + " holds code, which Coppice does not run; write it with layers of Keras, or"
                    + " export the model to ONNX");
        } else if (!Layers.knows(type) && !isInput(type)) {
            problems.add("layer " + name + " is of a class that Coppice does not read; export the model to ONNX");
        } else {
            settings(layer.path("config"), type, name);
        }
    }

    private void settings(JsonNode config, String type, String name) {
        JsonNode activation = config.path("activation");
        if (!activation.isMissingNode() && !activation.isNull() && !Layers.knowsActivation(activation)) {
            problems.add("layer " + name + " has the activation '" + Layers.activation(activation)
                    + "', which Coppice does not know; export the model to ONNX");
        }
        type(config.path("dtype"), type, name);
        if (Layers.isAugmenting(type)) {
            augmenting.add(name);
        }
    }

    /** The numbers that a layer computes with. */
    private void type(JsonNode dtype, String type, String name) {
        String policy = dtype.isObject() ? dtype.path("config").path("name").asText() : dtype.asText();
        if (dtype.path("class_name").asText().contains("Quantized")) {
            JsonNode settings = dtype.path("config");
            problems.add("layer " + name + " is quantised ("
                    + settings.path("name").asText(settings.path("mode").asText())
                    + "); save the model as it was before");
        } else if (policy.equals("bfloat16")) {
            problems.add("layer " + name + " stores its weights as bfloat16; save the model with float32");
        } else if (!policy.isEmpty() && !policy.equals("float32") && !policy.equals("null") && !isInput(type)) {
            policies.add(policy);
        }
    }

    /** Whether a layer's class is none of Keras's: its module or its registered name says so. */
    private static boolean isForeign(JsonNode layer) {
        String module = layer.path("module").asText("");
        boolean other = layer.hasNonNull("module")
                && !module.equals("keras")
                && !module.startsWith("keras.")
                && !module.startsWith("tf_keras.");
        return other || layer.path("registered_name").asText("").contains(">");
    }
}
