package dev.coppice.models.kit;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The channels-last twin of a network, as tf2onnx and Keras write it: every map is N×H×W×C, and Transposes stand around each
 * operator that ONNX defines channels first. Elementwise operators, Concat and Softmax work on maps as they lie, and sizes
 * are those of maps as they lie.
 */
public final class ChannelsLast {
    private static final int RANK = 4;
    private static final AxisOrder LAST = AxisOrder.channelsLast(RANK);

    private final Graph graph;
    private final Shapes shapes;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();

    private ChannelsLast(Graph graph, Shapes shapes) {
        this.graph = graph;
        this.shapes = shapes;
        constants.putAll(graph.constants());
    }

    /** The graph of the twin, under the same names. */
    public static Graph file(Network network) {
        return new ChannelsLast(network.graph(), network.shapes(network.batch())).file();
    }

    private Graph file() {
        graph.nodes().forEach(this::add);
        List<TensorInfo> inputs = graph.inputs().stream()
                .map(i -> i.withDimensions(isMap(i.name()) ? LAST.of(i.dimensions()) : i.dimensions()))
                .toList();
        List<TensorInfo> outputs =
                graph.outputs().stream().map(o -> o.withDimensions(List.of())).toList();
        return new Graph(graph.name(), inputs, outputs, nodes, constants);
    }

    private void add(Node node) {
        if (node.is("Shape") && node.attributes().equals(Attributes.NONE) && isMap(node.input(0))) {
            String all = node.name() + ".lying";
            constants.put(all + ".order", Tensor.vector(0, 3, 1, 2));
            nodes.add(Node.of("Shape", all, Attributes.NONE, node.input(0)));
            nodes.add(Node.of("Gather", node.output(), Attributes.NONE, all, all + ".order"));
            return;
        }
        boolean along = node.is("Concat") || node.is(OperatorKind.SOFTMAX);
        boolean asItLies = (along || node.is(OperatorKind.ELEMENTWISE))
                && node.outputs().size() == 1
                && isMap(node.output())
                && IntStream.range(0, node.inputs().size()).allMatch(i -> fits(node, i));
        if (!asItLies) {
            between(node);
            return;
        }
        int axis = Math.floorMod(node.attributes().integer("axis", -1), RANK);
        Attributes attributes =
                along ? node.attributes().with("axis", LAST.inverse().axis(axis)) : node.attributes();
        nodes.add(node.mapInputs(this::lying).withAttributes(attributes));
    }

    private boolean fits(Node node, int position) {
        String tensor = node.input(position);
        return tensor.isEmpty()
                || isMap(tensor)
                || (graph.constant(tensor).isPresent() && node.isBroadcast(position))
                || graph.constant(tensor).filter(t -> t.shape().elements() == 1).isPresent();
    }

    /** A constant in full rank, channels last; a number as it is. */
    private String lying(String tensor) {
        Tensor value = constants.get(tensor);
        if (value == null || value.shape().elements() == 1) {
            return tensor;
        }
        Shape shape = value.shape();
        int missing = RANK - shape.rank();
        int[] full = IntStream.range(0, RANK)
                .map(i -> i < missing ? 1 : shape.size(i - missing))
                .toArray();
        constants.put(tensor + ".last", LAST.of(value.reshape(Shape.of(full))));
        return tensor + ".last";
    }

    /** The node between Transposes. */
    private void between(Node node) {
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            String tensor = node.input(i);
            if (isMap(tensor)) {
                String first = node.name() + ".in" + i;
                nodes.add(Node.of("Transpose", first, Attributes.NONE.with("perm", 0, 3, 1, 2), tensor));
                inputs.add(first);
            } else {
                inputs.add(tensor);
            }
        }
        List<String> outputs = new ArrayList<>();
        for (String output : node.outputs()) {
            if (isMap(output)) {
                nodes.add(Node.of("Transpose", output, Attributes.NONE.with("perm", 0, 2, 3, 1), output + ".out"));
            }
            outputs.add(isMap(output) ? output + ".out" : output);
        }
        nodes.add(new Node(node.name() + ".node", node.domain(), node.op(), inputs, outputs, node.attributes()));
    }

    /** Whether a computed tensor has four axes. */
    private boolean isMap(String tensor) {
        return !tensor.isEmpty()
                && graph.constant(tensor).isEmpty()
                && shapes.of(tensor).rank() == RANK;
    }
}
