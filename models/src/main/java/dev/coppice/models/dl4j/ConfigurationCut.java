package dev.coppice.models.dl4j;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sizes of a changed network, written into the configuration that it came from: numbers of inputs and outputs of layers, and
 * whether they have a bias.
 */
final class ConfigurationCut {
    private static final Set<String> TRANSPOSED = Set.of("Deconvolution2D", "Deconvolution3D");
    private static final String IN = "nin";
    private static final String OUT = "nout";

    private final Graph graph;
    private final Map<String, Integer> outputs = new HashMap<>();

    private ConfigurationCut(Graph graph) {
        this.graph = graph;
    }

    /**
     * Changes the JSON objects behind a configuration.
     *
     * @throws IllegalArgumentException if a layer is gone or its sizes cannot be said
     */
    static void apply(Graph changed, Configuration configuration) {
        ConfigurationCut cut = new ConfigurationCut(changed);
        configuration.vertices().stream().filter(Vertex::isLayer).forEach(cut::layer);
    }

    private void layer(Vertex vertex) {
        ObjectNode json = (ObjectNode) vertex.settings().json();
        String type = vertex.settings().shortType();
        switch (type) {
            case "BatchNormalization" -> normalised(vertex, json);
            case "PReLULayer" -> slopes(vertex, json);
            case "ElementWiseMultiplicationLayer" ->
                sizes(vertex, json, weight(vertex, "W").size(0), 0, true);
            default -> {
                if (vertex.settings().whole(OUT, 0) > 0) {
                    weighted(vertex, json, type);
                } else {
                    // a layer without weights gives as many channels as it takes, or more where nothing asks
                    kept(vertex);
                }
            }
        }
    }

    private void kept(Vertex vertex) {
        Integer before =
                vertex.inputs().isEmpty() ? null : outputs.get(vertex.inputs().get(0));
        if (before != null) {
            outputs.put(vertex.name(), before);
        }
    }

    private void weighted(Vertex vertex, ObjectNode json, String type) {
        Shape weight = weight(vertex, "W");
        String biased = vertex.name() + ".W";
        if (type.equals("SeparableConvolution2D")) {
            biased = vertex.name() + ".pW";
            sizes(vertex, json, weight(vertex, "pW").size(0), grouped(vertex, json, weight), false);
        } else if (type.equals("DepthwiseConvolution2D")) {
            sizes(vertex, json, weight.size(0), grouped(vertex, json, weight), false);
        } else if (TRANSPOSED.contains(type)) {
            sizes(vertex, json, weight.size(1), weight.size(0), false);
        } else {
            sizes(vertex, json, weight.size(0), weight.size(1), false);
        }
        if (!vertex.settings().flag("hasLayerNorm", false)) {
            json.put("hasBias", bias(graph, biased).isPresent());
        }
    }

    private void sizes(Vertex vertex, ObjectNode json, int out, int in, boolean same) {
        json.put(OUT, out);
        json.put(IN, same ? out : in);
        outputs.put(vertex.name(), out);
        vertex.preprocessor()
                .filter(p -> p.type().equals(Preprocessors.FROM_MAPS))
                .ifPresent(p -> flattened(vertex, p, same ? out : in));
    }

    /** The groups of a depthwise convolution; each has as many filters as the depth multiplier says. */
    private int grouped(Vertex vertex, ObjectNode json, Shape weight) {
        int groups = graph.uses(vertex.name() + ".W").get(0).node().attributes().integer("group", 1);
        json.put("depthMultiplier", weight.size(0) / groups);
        return groups;
    }

    private static void flattened(Vertex vertex, Settings preprocessor, int length) {
        int pixels = Math.multiplyExact(preprocessor.whole("inputHeight"), preprocessor.whole("inputWidth"));
        if (pixels == 0) {
            return; // Deeplearning4j takes the sizes that come
        }
        if (length % pixels != 0) {
            throw new IllegalArgumentException("'" + vertex.name() + "': it reads " + length
                    + " numbers, which are no whole channels of " + pixels + " pixels");
        }
        ((ObjectNode) preprocessor.json()).put("numChannels", length / pixels);
    }

    /** A normalisation that was folded into the layer before it has as many channels as that gives. */
    private void normalised(Vertex vertex, ObjectNode json) {
        Optional<Integer> own =
                graph.constant(vertex.name() + ".mean").map(mean -> mean.shape().size(0));
        int channels = own.or(
                        () -> Optional.ofNullable(outputs.get(vertex.inputs().get(0))))
                .orElseThrow(() -> gone(vertex.name() + ".mean"));
        sizes(vertex, json, channels, channels, true);
    }

    /** Slopes of channels first or last: the other sizes tell which. */
    private void slopes(Vertex vertex, ObjectNode json) {
        int[] slopes = weight(vertex, "W").sizes();
        int[] before = vertex.settings().wholes("inputShape");
        int last = before.length - 1;
        boolean first = Arrays.equals(before, 1, last + 1, slopes, 1, last + 1);
        ((ArrayNode) json.path("inputShape")).set(first ? 0 : last, slopes[0]);
        kept(vertex);
    }

    private Shape weight(Vertex vertex, String part) {
        String name = vertex.name() + "." + part;
        return graph.constant(name).map(Tensor::shape).orElseThrow(() -> gone(name));
    }

    /** The bias of the node that reads these weights. */
    static Optional<Tensor> bias(Graph graph, String weights) {
        return graph.uses(weights).stream()
                .map(Graph.Use::node)
                .filter(node -> node.is("Conv", "ConvTranspose", "Gemm") && node.hasInput(2))
                .map(Node::inputs)
                .map(inputs -> inputs.get(2))
                .findFirst()
                .flatMap(graph::constant);
    }

    static IllegalArgumentException gone(String constant) {
        return new IllegalArgumentException("the network no longer has '" + constant + "'");
    }
}
