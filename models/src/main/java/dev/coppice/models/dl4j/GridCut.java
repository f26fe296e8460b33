package dev.coppice.models.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The coarser grids of a changed network, written into the configuration that it came from as far as layers can say them: means over
 * windows where maps enter, windows of convolutions and pools, and pools that do nothing where they are gone. Whether all was said
 * shows when the configuration is read again.
 */
final class GridCut {
    private static final int AXES = 2;
    private static final String POOL = "org.deeplearning4j.nn.conf.layers.SubsamplingLayer";

    private final Graph changed;
    private final Map<String, Node> before = new HashMap<>();

    private GridCut(Graph changed, List<Node> nodes) {
        this.changed = changed;
        nodes.forEach(node -> before.put(node.output(), node));
    }

    /**
     * Changes the JSON objects of a configuration.
     *
     * @param nodes the nodes that the configuration meant
     * @return the configuration with its new layers
     * @throws IllegalArgumentException if a map enters where no layer ends
     */
    static Configuration apply(Graph changed, List<Node> nodes, JsonNode root, String where) {
        GridCut cut = new GridCut(changed, nodes);
        Configuration configuration = Configuration.of(root, where);
        boolean isCut = false;
        for (Node node : changed.nodes()) {
            if (node.is("AveragePool") && !cut.before.containsKey(node.output())) {
                NewLayer.insert(root, configuration, cut.mean(node), cut.readers(node, configuration));
                configuration = Configuration.of(root, where);
                isCut = true;
            }
        }
        if (!isCut) {
            return configuration;
        }
        configuration.vertices().stream().filter(Vertex::isLayer).forEach(cut::window);
        return configuration;
    }

    /** The graph whose weights have the names that the configuration gives them; resampled kernels had others. */
    static Graph named(Graph changed, List<Node> nodes) {
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : nodes) {
            Optional<Node> now = changed.producer(node.output()).filter(other -> other.is(node.op()));
            for (int i = 1; now.isPresent() && i < node.inputs().size(); i++) {
                String name = node.input(i);
                String other = now.get().hasInput(i) ? now.get().input(i) : name;
                boolean isRenamed = !other.equals(name)
                        && changed.constant(other).isPresent()
                        && changed.constant(name).isEmpty();
                if (isRenamed) {
                    edits.add(new GraphEdit.PutConstant(
                            name, changed.constant(other).orElseThrow()));
                    edits.add(new GraphEdit.RewireInput(now.get().name(), i, name));
                }
            }
        }
        return edits.isEmpty() ? changed : GraphRewriter.apply(changed, edits);
    }

    /** A mean over windows as a layer. */
    private NewLayer mean(Node node) {
        return new NewLayer(node.output().replace('/', '_'), node.input(0), POOL, json -> {
            json.put("poolingType", "AVG");
            json.put("avgPoolIncludePadInDivisor", false);
            window(node, json);
        });
    }

    /** The vertices that read a tensor which only the changed network has. */
    private List<Vertex> readers(Node pool, Configuration configuration) {
        List<String> outputs = changed.uses(pool.output()).stream()
                .map(use -> use.node().output())
                .toList();
        return configuration.vertices().stream()
                .filter(vertex -> vertex.inputs().contains(pool.input(0)))
                .filter(vertex -> outputs.stream()
                        .anyMatch(output -> output.equals(vertex.name()) || output.startsWith(vertex.name() + ".")))
                .toList();
    }

    private void window(Vertex vertex) {
        ObjectNode json = (ObjectNode) vertex.settings().json();
        boolean isPool = vertex.settings().type().equals(POOL);
        Node old = isPool ? before.get(vertex.name()) : weighted(vertex);
        if (old == null) {
            return;
        }
        Optional<Node> now = changed.producer(old.output());
        if (isPool && now.isEmpty()) {
            json.put("poolingType", "MAX");
            window(new int[] {1, 1}, new int[] {1, 1}, new int[] {1, 1}, new int[] {0, 0, 0, 0}, json);
        } else if (now.isPresent()
                && !now.get().attributes().equals(old.attributes())
                && now.get().is("Conv", "MaxPool", "AveragePool")) {
            if (isPool) {
                json.put("poolingType", now.get().is("MaxPool") ? "MAX" : "AVG");
            }
            window(now.get(), json);
        }
    }

    private @Nullable Node weighted(Vertex vertex) {
        return before.values().stream()
                .filter(node ->
                        node.is("Conv") && node.hasInput(1) && node.input(1).equals(vertex.name() + ".W"))
                .findFirst()
                .orElse(null);
    }

    private static void window(Node node, ObjectNode json) {
        int[] kernel = node.attributes().integers("kernel_shape");
        int[] ones = new int[kernel.length];
        Arrays.fill(ones, 1);
        boolean same = node.attributes().has("auto_pad");
        if (kernel.length != AXES || same) {
            return; // as it was
        }
        window(
                kernel,
                node.attributes().integers("strides", ones),
                node.attributes().integers("dilations", ones),
                node.attributes().integers("pads", new int[2 * AXES]),
                json);
    }

    private static void window(int[] kernel, int[] strides, int[] dilations, int[] pads, ObjectNode json) {
        put(json, "kernelSize", kernel);
        put(json, "stride", strides);
        put(json, "dilation", dilations);
        put(json, "padding", Arrays.copyOf(pads, AXES));
        json.put("convolutionMode", "Truncate");
    }

    private static void put(ObjectNode json, String name, int... values) {
        ArrayNode list = json.putArray(name);
        IntStream.of(values).forEach(list::add);
    }
}
