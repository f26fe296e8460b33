package dev.coppice.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.keras.layer.KerasGraph;
import dev.coppice.models.keras.layer.LayerCall;
import dev.coppice.models.keras.layer.LayerConfig;
import dev.coppice.models.keras.layer.LayerException;
import dev.coppice.models.keras.layer.Layers;
import dev.coppice.models.keras.layer.Operand;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Calls of layers, in an order in which what they read is there. */
final class LayerCalls {
    private static final int MOST_LAYERS = 20_000;

    /** Nested models that are called repeatedly multiply; no network calls as many layers. */
    private static final int MOST_CALLS = 100_000;

    private final KerasFile file;
    private final KerasGraph graph;
    private boolean channelsFirst;
    private int made;

    LayerCalls(KerasFile file, KerasGraph graph) {
        this.file = file;
        this.graph = graph;
    }

    /** Whether no layer that was called has its channels first. */
    boolean isChannelsLast() {
        return !channelsFirst;
    }

    /** The inputs of a functional model, in its order. */
    List<ModelInput> inputs(ModelCall model) {
        Map<String, CalledLayer> layers = layers(model);
        return Reference.all(model.json().path("config").path("input_layers")).stream()
                .map(r -> ModelInput.of(find(layers, r.layer()).json()))
                .toList();
    }

    /** The names of the layers of a sequential model. */
    List<String> names(ModelCall model) {
        return List.copyOf(layers(model).keySet());
    }

    /** Calls the layers of a sequential model one after the other. */
    List<String> sequential(ModelCall model, List<String> inputs) {
        List<String> at = inputs;
        for (CalledLayer layer : layers(model).values()) {
            if (!LayerCheck.isInput(layer.type())) {
                List<Operand> operands = at.stream().map(Operand::of).toList();
                at = call(model, layer, new Arguments(operands, Arguments.NOTHING));
            }
        }
        return at;
    }

    /**
     * Calls the layers of a functional model.
     *
     * @param inputs a tensor for each of its inputs
     */
    List<String> functional(ModelCall model, List<String> inputs) {
        Map<String, CalledLayer> layers = layers(model);
        JsonNode config = model.json().path("config");
        List<Reference> starts = Reference.all(config.path("input_layers"));
        List<Reference> ends = Reference.all(config.path("output_layers"));
        if (starts.size() != inputs.size()) {
            throw new LayerException("the model '" + config.path("name").asText() + "' is called with " + inputs.size()
                    + " tensors, expected " + starts.size());
        }
        for (int i = 0; i < inputs.size(); i++) {
            find(layers, starts.get(i).layer()).gives(List.of(inputs.get(i)));
        }
        layers.values().forEach(layer -> layer.json().path("inbound_nodes").forEach(node -> Arguments.references(node)
                .forEach(r -> find(layers, r.layer()).note(r))));
        if (file.keras() < 3) {
            ends.forEach(r -> find(layers, r.layer()).note(r));
        }
        while (layers.values().stream().anyMatch(layer -> !LayerCheck.isInput(layer.type()) && !layer.isDone())) {
            if (!sweep(model, layers)) {
                throw new LayerException(
                        "the layers of model '" + config.path("name").asText() + "' wait for each other");
            }
        }
        return ends.stream().map(r -> tensor(layers, r, true)).toList();
    }

    /** Makes all calls whose tensors are there; whether there were any. */
    private boolean sweep(ModelCall model, Map<String, CalledLayer> layers) {
        boolean some = false;
        for (CalledLayer layer : layers.values()) {
            while (!LayerCheck.isInput(layer.type()) && !layer.isDone() && isReady(layers, layer.next())) {
                Arguments arguments = Arguments.of(layer.next(), r -> tensor(layers, r, false));
                layer.gives(call(model, layer, arguments));
                some = true;
            }
        }
        return some;
    }

    private boolean isReady(Map<String, CalledLayer> layers, JsonNode node) {
        return Arguments.references(node).stream()
                .allMatch(r -> find(layers, r.layer()).has(r, false, file.keras()));
    }

    private String tensor(Map<String, CalledLayer> layers, Reference reference, boolean end) {
        CalledLayer layer = find(layers, reference.layer());
        if (!layer.has(reference, end, file.keras())) {
            throw new LayerException("an output is a result of layer '" + reference.layer() + "', which is not called");
        }
        return layer.result(reference, end, file.keras());
    }

    private List<String> call(ModelCall model, CalledLayer layer, Arguments arguments) {
        if (++made > MOST_CALLS) {
            throw new LayerException("its layers are called more than " + MOST_CALLS + " times");
        }
        String name = layer.place().name();
        String label = model.prefix() + name;
        ModelCall inner = new ModelCall(layer.json(), label + "/", layer.place());
        if (LayerCheck.isModel(layer.type())) {
            arguments.requireInference(layer.type(), name, file.keras());
            List<String> inputs = arguments.tensors();
            return layer.type().equals("Sequential") ? sequential(inner, inputs) : functional(inner, inputs);
        }
        JsonNode settings = layer.json().path("config");
        if (LayerType.isOperation(layer.json()) && settings.isObject()) {
            // an operation's settings may stand with its arguments
            ObjectNode all = ((ObjectNode) settings).deepCopy();
            arguments.named().properties().forEach(each -> all.set(each.getKey(), each.getValue()));
            settings = all;
        } else {
            arguments.requireInference(layer.type(), name, file.keras());
        }
        channelsFirst |= settings.path("data_format").asText().equals("channels_first");
        LayerConfig config = new LayerConfig(layer.type(), name, settings, file.keras());
        return Layers.write(new LayerCall(
                config, label, arguments.operands(), file.weights().of(layer.place()), graph));
    }

    /** The layers of a model by name; an archive counts them by class. */
    private static Map<String, CalledLayer> layers(ModelCall model) {
        Map<String, CalledLayer> layers = new LinkedHashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        if (model.layers().isEmpty() || model.layers().size() > MOST_LAYERS) {
            throw new LayerException("a model has " + model.layers().size() + " layers, expected 1 to " + MOST_LAYERS);
        }
        for (JsonNode layer : model.layers()) {
            String name =
                    layer.path("config").path("name").asText(layer.path("name").asText());
            String group = snakeCase(layer.path("class_name").asText());
            boolean operation = layer.path("module").asText().contains(".ops.");
            int count = operation ? 0 : counts.merge(group, 1, Integer::sum) - 1;
            CalledLayer called =
                    new CalledLayer(layer, model.place().layer(count == 0 ? group : group + "_" + count, name));
            if (layers.put(name, called) != null) {
                throw new LayerException("two layers have the name '" + name + "'");
            }
        }
        return layers;
    }

    private static CalledLayer find(Map<String, CalledLayer> layers, String name) {
        CalledLayer layer = layers.get(name);
        if (layer == null) {
            throw new LayerException("a tensor comes from layer '" + name + "', which is not there");
        }
        return layer;
    }

    /** The name of a class as Keras writes it in archives: PReLU is p_re_lu. */
    static String snakeCase(String type) {
        return type.replaceAll("\\W+", "")
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
