package dev.coppice.models.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A layer without weights that a configuration gets.
 *
 * @param name its name
 * @param input the vertex or network input that it reads
 * @param type the text that names its class
 * @param settings writes its settings
 */
record NewLayer(String name, String input, String type, Consumer<ObjectNode> settings) {
    private static final String LAYER = "layer";
    private static final String PREPROCESSORS = "inputPreProcessors";
    private static final String FORMAT = "cnn2dDataFormat";

    /**
     * Puts a layer between a vertex and some of its readers.
     *
     * @throws IllegalArgumentException if the input is no vertex, or no layer reads it
     */
    static void insert(JsonNode root, Configuration configuration, NewLayer layer, List<Vertex> readers) {
        List<String> names = new ArrayList<>(configuration.inputs());
        configuration.vertices().forEach(vertex -> names.add(vertex.name()));
        if (!names.contains(layer.input) || readers.isEmpty()) {
            throw new IllegalArgumentException(
                    "a map enters another grid at '" + layer.input + "', where no layer ends that another one reads");
        }
        if (root.path("confs").isArray()) {
            layer.between((ObjectNode) root, names.indexOf(layer.input));
        } else {
            layer.beside((ObjectNode) root, readers);
        }
    }

    /** Into a network of layers, as the layer of this number. */
    private void between(ObjectNode root, int index) {
        ArrayNode confs = (ArrayNode) root.path("confs");
        confs.insert(index, conf(confs.get(0)));
        ObjectNode old =
                root.path(PREPROCESSORS).isObject() ? (ObjectNode) root.path(PREPROCESSORS) : root.objectNode();
        ObjectNode moved = root.putObject(PREPROCESSORS);
        old.properties().forEach(entry -> {
            int place = Integer.parseInt(entry.getKey());
            moved.set(String.valueOf(place < index ? place : place + 1), entry.getValue());
        });
    }

    /** Into a graph. Deeplearning4j finds the order again. */
    private void beside(ObjectNode root, List<Vertex> readers) {
        ObjectNode vertices = (ObjectNode) root.path("vertices");
        ObjectNode edges = (ObjectNode) root.path("vertexInputs");
        JsonNode like = vertices.path(readers.get(0).name());
        if (!like.path("layerConf").isObject()) {
            throw new IllegalArgumentException("'" + readers.get(0).name() + "' is no layer");
        }
        ObjectNode vertex = like.deepCopy();
        vertex.set("layerConf", conf(like.path("layerConf")));
        vertex.putNull("preProcessor");
        vertex.put("outputVertex", false);
        vertices.set(name, vertex);
        edges.putArray(name).add(input);
        for (Vertex reader : readers) {
            ArrayNode reads = (ArrayNode) edges.path(reader.name());
            for (int i = 0; i < reads.size(); i++) {
                if (reads.get(i).asText().equals(input)) {
                    reads.set(i, name);
                }
            }
        }
        root.remove(List.of("topologicalOrder", "topologicalOrderStr"));
    }

    /** The configuration of another layer with this one in its place, in the same layout. */
    private ObjectNode conf(JsonNode like) {
        ObjectNode conf = like.deepCopy();
        conf.putArray("variables");
        String format = like.path(LAYER).path(FORMAT).asText("NCHW");
        ObjectNode json =
                conf.putObject(LAYER).put("@class", type).put("layerName", name).put(FORMAT, format);
        settings.accept(json);
        return conf;
    }
}
