package dev.coppice.models.graph;

import dev.coppice.models.operator.Operand;
import dev.coppice.models.operator.OperandType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The element types of node outputs and other tensors. */
public final class NodeTypes {
    private NodeTypes() {}

    /**
     * The element type of the output at a position if it does not depend on the inputs; otherwise, or if unknown, empty.
     *
     * @throws IllegalArgumentException if the node names a type that does not exist
     */
    public static Optional<ElementType> own(Node node, int output) {
        if (node.is("Cast") && node.attributes().asMap().get("to") instanceof AttributeValue.Int to) {
            return Optional.of(ElementType.ofCode((int) to.value()));
        }
        if (node.is("ConstantOfShape")) {
            return Optional.of(
                    node.attributes().tensor("value").map(Tensor::type).orElse(ElementType.FLOAT));
        }
        return switch (type(node, output)) {
            case B -> Optional.of(ElementType.BOOL);
            case I -> Optional.of(ElementType.INT64);
            default -> Optional.empty();
        };
    }

    /** The element types of a graph's tensors, as far as they are known. */
    public static Map<String, ElementType> of(Graph graph) {
        Map<String, ElementType> types = new HashMap<>();
        graph.constants().forEach((name, tensor) -> types.put(name, tensor.type()));
        graph.inputs().forEach(input -> types.put(input.name(), input.type()));
        graph.nodes().forEach(node -> note(node, types));
        return types;
    }

    /** Notes the element types of a node's outputs, as far as they follow from those of its inputs. */
    public static void note(Node node, Map<String, ElementType> types) {
        for (int i = 0; i < node.outputs().size(); i++) {
            String output = node.outputs().get(i);
            int position = source(node, i);
            given(node, i)
                    .or(() -> Optional.ofNullable(position < 0 ? null : types.get(node.input(position))))
                    .ifPresent(type -> types.put(output, type));
        }
    }

    /** The type of an output by itself; empty too if the node names a type that does not exist. */
    private static Optional<ElementType> given(Node node, int output) {
        try {
            return own(node, output);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The position of the first input that has the same element type as the output at a position; -1 if there is none. */
    public static int source(Node node, int output) {
        OperandType type = type(node, output);
        return IntStream.range(0, type.isVariable() ? node.inputs().size() : 0)
                .filter(i -> node.hasInput(i)
                        && node.schema()
                                .flatMap(row -> row.input(i))
                                .filter(operand -> operand.type() == type)
                                .isPresent())
                .findFirst()
                .orElse(-1);
    }

    /** The element type of a tensor: a declared one, or that of the tensor it is computed from. */
    public static ElementType at(Graph graph, String tensor) {
        String current = tensor;
        Optional<Node> node = graph.producer(current);
        while (node.isPresent()) {
            int output = node.get().outputs().indexOf(current);
            Optional<ElementType> own = own(node.get(), output);
            if (own.isPresent()) {
                return own.get();
            }
            current = node.get().input(Math.max(0, source(node.get(), output)));
            node = graph.producer(current);
        }
        return declared(graph, current);
    }

    /** The element type of an input or constant. */
    private static ElementType declared(Graph graph, String tensor) {
        return graph.constant(tensor)
                .map(Tensor::type)
                .or(() -> graph.inputs().stream()
                        .filter(i -> i.name().equals(tensor))
                        .map(TensorInfo::type)
                        .findFirst())
                .orElse(ElementType.FLOAT);
    }

    private static OperandType type(Node node, int output) {
        return node.schema()
                .flatMap(row -> row.output(output))
                .map(Operand::type)
                .orElse(OperandType.UNKNOWN);
    }
}
