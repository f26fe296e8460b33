package dev.coppice.models.shape.batch;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Inputs that are the same for all images, such as a class token or coordinates that were folded for one image, repeated as
 * often as there are images. Used once for a graph.
 */
final class RepeatedInputs {
    private final Graph graph;
    private final BiConsumer<String, Tensor> constants;
    private final String count;
    private final Map<String, String> known = new HashMap<>();

    /**
     * Repeats nothing yet.
     *
     * @param constants what takes a constant with its name
     */
    RepeatedInputs(Graph graph, BiConsumer<String, Tensor> constants) {
        this.graph = graph;
        this.constants = constants;
        count = FreshName.in(graph, "images");
    }

    /** The nodes that repeat the inputs that a rule asked for, and the node that reads the result. */
    List<Node> in(BatchContext c, Node node, String images) {
        List<Node> nodes = new ArrayList<>();
        Node reader = node;
        for (Map.Entry<Integer, Integer> wish : c.repeated().entrySet()) {
            int position = wish.getKey();
            String input = node.input(position);
            int rank = c.shape(position).rank();
            String whole = known.get(input + " " + wish.getValue());
            if (whole == null) {
                whole = FreshName.in(graph, input + "/images" + (wish.getValue() == 0 ? "" : wish.getValue()));
                nodes.addAll(expanded(input, whole, wish.getValue(), rank, images));
                known.put(input + " " + wish.getValue(), whole);
            }
            reader = reader.withInput(position, whole);
        }
        nodes.add(reader);
        return nodes;
    }

    private List<Node> expanded(String input, String whole, int axis, int rank, String images) {
        List<Node> nodes = new ArrayList<>();
        if (known.isEmpty()) {
            nodes.add(Node.of("Shape", count, Attributes.NONE.with("start", 0).with("end", 1), images));
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            parts.add(i == axis ? count : one());
        }
        String sizes = FreshName.in(graph, whole + "/sizes");
        nodes.add(Node.of("Concat", sizes, Attributes.NONE.with("axis", 0), parts.toArray(String[]::new)));
        nodes.add(Node.of("Expand", whole, Attributes.NONE, input, sizes));
        return nodes;
    }

    private String one() {
        String name = FreshName.in(graph, count + "/one");
        constants.accept(name, Tensor.vector(1));
        return name;
    }
}
