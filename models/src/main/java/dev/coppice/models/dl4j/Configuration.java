package dev.coppice.models.dl4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.models.InvalidInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of a {@code MultiLayerNetwork} or a {@code ComputationGraph}.
 *
 * @param inputs names of the network's inputs
 * @param outputs names of the vertices that are outputs
 * @param vertices all vertices, in the order in which their coefficients stand
 */
record Configuration(List<String> inputs, List<String> outputs, List<Vertex> vertices) {
    /** No network has as many; names are compared with one another. */
    private static final int MOST_VERTICES = 20_000;

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PREPROCESSOR = "preProcessor";

    /** The only input of a network of layers. */
    private static final String INPUT = "input";

    /** Wrappers of a layer that change nothing of what it computes, with the setting that holds it. */
    private static final Map<String, String> WRAPPERS = Map.of(
            "org.deeplearning4j.nn.conf.layers.misc.FrozenLayer", "layer",
            "org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop", "underlying");

    Configuration {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        vertices = List.copyOf(vertices);
    }

    /** The JSON tree of a configuration's text. */
    static JsonNode tree(String text, String where) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(
                    where + " has a configuration that is no JSON: " + e.getOriginalMessage() + ". Save it again.", e);
        }
    }

    /**
     * Reads a configuration.
     *
     * @throws InvalidInputException if it is of neither kind, or its vertices do not fit together
     */
    static Configuration of(JsonNode root, String where) {
        try {
            if (root.path("confs").isArray()) {
                return layers(root);
            }
            if (root.path("vertices").isObject()) {
                return graph(new Settings(root));
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    where + " has a configuration that does not fit together: " + e.getMessage() + ".", e);
        }
        throw new InvalidInputException(
                where + " configures neither a MultiLayerNetwork (confs) nor a ComputationGraph"
                        + " (vertices). Save the network with ModelSerializer.writeModel of Deeplearning4j 1.0.0-beta4 or newer.");
    }

    private static void requireFew(int count) {
        if (count > MOST_VERTICES) {
            throw new IllegalArgumentException("it has " + count + " layers, and " + MOST_VERTICES + " are the most");
        }
    }

    private static Configuration layers(JsonNode root) {
        requireFew(root.path("confs").size());
        List<Vertex> vertices = new ArrayList<>();
        Set<String> used = new HashSet<>(Set.of(INPUT));
        String before = INPUT;
        for (JsonNode conf : root.path("confs")) {
            int index = vertices.size();
            Settings layer = unwrapped(new Settings(conf).required("layer"));
            String given = layer.json().path("layerName").asText("");
            String name = !given.isEmpty() && !given.equals("null") && used.add(given) ? given : "layer" + index;
            used.add(name);
            Optional<Settings> preprocessor =
                    new Settings(root.path("inputPreProcessors")).inner(String.valueOf(index));
            vertices.add(new Vertex(name, true, layer, preprocessor, List.of(before)));
            before = name;
        }
        if (vertices.isEmpty()) {
            throw new IllegalArgumentException("it has no layers");
        }
        requireDistinct(vertices.stream().map(Vertex::name).toList());
        return new Configuration(List.of(INPUT), List.of(before), vertices);
    }

    private static Configuration graph(Settings root) {
        List<String> inputs = root.texts("networkInputs");
        List<String> outputs = root.texts("networkOutputs");
        requireFew(Math.max(inputs.size(), outputs.size()));
        requireFew(root.json().path("vertices").size());
        Map<String, Vertex> vertices = new LinkedHashMap<>();
        Settings edges = root.required("vertexInputs");
        root.json()
                .path("vertices")
                .properties()
                .forEach(entry ->
                        vertices.put(entry.getKey(), vertex(entry.getKey(), new Settings(entry.getValue()), edges)));
        List<String> names = new ArrayList<>(inputs);
        names.addAll(vertices.keySet());
        requireDistinct(names);
        List<String> unknown =
                new ArrayList<>(outputs.stream().filter(o -> !names.contains(o)).toList());
        Set<String> known = new HashSet<>(names);
        vertices.values()
                .forEach(
                        v -> v.inputs().stream().filter(i -> !known.contains(i)).forEach(unknown::add));
        if (!unknown.isEmpty() || outputs.isEmpty() || inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    unknown.isEmpty() ? "it names no inputs or no outputs" : "no vertex has the names " + unknown);
        }
        List<String> order = VertexOrder.of(root, inputs, vertices);
        return new Configuration(
                inputs,
                outputs,
                order.stream().map(vertices::get).filter(v -> v != null).toList());
    }

    private static Vertex vertex(String name, Settings settings, Settings edges) {
        List<String> inputs = edges.texts(name);
        if (settings.type().endsWith(".FrozenVertex")) {
            return vertex(name, settings.required("underlying"), edges);
        }
        if (!settings.type().endsWith("org.deeplearning4j.nn.conf.graph.LayerVertex")) {
            return new Vertex(name, false, settings, Optional.empty(), inputs);
        }
        Settings layer = unwrapped(settings.required("layerConf").required("layer"));
        return new Vertex(name, true, layer, settings.inner(PREPROCESSOR), inputs);
    }

    /** The layer inside wrappers. */
    private static Settings unwrapped(Settings layer) {
        Settings inner = layer;
        for (String held = WRAPPERS.get(inner.type()); held != null; held = WRAPPERS.get(inner.type())) {
            inner = inner.required(held);
        }
        return inner;
    }

    private static void requireDistinct(List<String> names) {
        if (names.contains("") || new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("names are empty or stand twice: "
                    + names.stream()
                            .filter(n -> n.isEmpty() || names.indexOf(n) != names.lastIndexOf(n))
                            .distinct()
                            .toList());
        }
    }
}
