package dev.coppice.eval;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A node that grids have a rule for, in a network around it. Before it stand two convolutions; the node itself is {@code o}.
 * Behind it stand a convolution and a Resize to the image's size, whose map meets the image's own maps before the logits.
 *
 * @param op operator of the node
 * @param attributes attributes of the node
 * @param constants constant inputs after the maps, by name
 * @param maps number of maps that it reads
 */
record GridCase(String op, Attributes attributes, Map<String, Tensor> constants, int maps) {
    private static final int CHANNELS = 2;

    static GridCase of(String op) {
        return new GridCase(op, Attributes.NONE, Map.of(), 1);
    }

    GridCase with(String attribute, int... values) {
        return new GridCase(op, attributes.with(attribute, values), constants, maps);
    }

    GridCase number(String attribute, int value) {
        return new GridCase(op, attributes.with(attribute, value), constants, maps);
    }

    GridCase with(String attribute, String value) {
        return new GridCase(op, attributes.with(attribute, value), constants, maps);
    }

    GridCase and(String name, Tensor value) {
        Map<String, Tensor> more = new LinkedHashMap<>(constants);
        more.put(name, value);
        return new GridCase(op, attributes, more, maps);
    }

    GridCase reading(int number) {
        return new GridCase(op, attributes, constants, number);
    }

    /** The network for images of a size; empty if the node cannot work on maps that small. */
    Optional<Network> network(int height, int width) {
        Draft draft = new Draft();
        draft.conv("a", "x", 3, 1);
        if (op.equals("ConvTranspose") || op.equals("Resize")) {
            draft.pool("p", "a", Math.min(2, height), Math.min(2, width));
            draft.conv("b", "p", 3, 1);
        } else {
            draft.conv("b", "a", 3, 1);
        }
        List<String> inputs = new ArrayList<>(Collections.nCopies(maps, "b"));
        if (maps > 1) {
            inputs.set(1, "a");
        }
        constants.forEach((name, value) -> {
            draft.constants.put("o." + name, value);
            inputs.add(name.startsWith("_") ? "" : "o." + name);
        });
        draft.nodes.add(new Node("o", "", op, inputs, List.of("o"), attributes));
        List<String> outputs = new ArrayList<>(List.of("y"));
        Optional<Shape> shape = draft.shape("o", height, width);
        if (shape.isEmpty()) {
            return Optional.empty();
        }
        boolean isMap = shape.get().rank() == 4 && !op.equals("ArgMax");
        if (isMap) {
            draft.behind(draft.real("o", op), shape.get().size(1), height, width);
        } else {
            outputs.add("o");
            draft.conv("y", "b", 3, 1);
        }
        return draft.shape("y", height, width).map(y -> draft.network(outputs, height, width));
    }

    @Override
    public String toString() {
        return op + " " + attributes + " " + constants.keySet() + " of " + maps;
    }

    private static final class Draft {
        private final List<Node> nodes = new ArrayList<>();
        private final Map<String, Tensor> constants = new LinkedHashMap<>();
        private final Random random = new Random(7);

        void conv(String name, String input, int kernel, int in) {
            int channels = input.equals("x") ? 3 : in == 1 ? CHANNELS : in;
            constants.put(name + ".w", Normal.tensor(random, 1, CHANNELS, channels, kernel, kernel));
            int pad = kernel / 2;
            Attributes window = Attributes.NONE.with("pads", pad, pad, pad, pad);
            nodes.add(Node.of("Conv", name, window, input, name + ".w"));
        }

        /** Halves a map, so that an operator that enlarges it stays within the image. */
        void pool(String name, String input, int rows, int columns) {
            Attributes window =
                    Attributes.NONE.with("kernel_shape", rows, columns).with("strides", rows, columns);
            nodes.add(Node.of("MaxPool", name, window, input));
        }

        /** The map of a node as numbers that convolutions take. */
        String real(String map, String op) {
            if (!op.equals("QuantizeLinear")) {
                return map;
            }
            nodes.add(Node.of("DequantizeLinear", "q", Attributes.NONE, map, "o.scale", "o.zero"));
            return "q";
        }

        void behind(String map, int channels, int height, int width) {
            conv("r", map, 3, channels);
            constants.put("size", Tensor.vector(1, CHANNELS, height, width));
            Attributes linear = Attributes.NONE.with("mode", "linear");
            nodes.add(Node.of("Resize", "u", linear, "r", "", "", "size"));
            nodes.add(Node.of("Concat", "c", Attributes.NONE.with("axis", 1), "a", "u"));
            conv("d", "c", 3, 2 * CHANNELS);
            conv("y", "d", 1, CHANNELS);
        }

        private ElementType type(String output) {
            boolean counts = output.equals("o") && nodes.stream().anyMatch(node -> node.is("ArgMax"));
            return counts ? ElementType.INT64 : ElementType.FLOAT;
        }

        Optional<Shape> shape(String tensor, int height, int width) {
            try {
                return Optional.of(
                        Shapes.infer(graph(List.of(tensor), height, width), Map.of("x", Shape.of(1, 3, height, width)))
                                .of(tensor));
            } catch (InvalidInputException tooSmall) {
                return Optional.empty();
            }
        }

        Graph graph(List<String> outputs, int height, int width) {
            List<Dimension> dims = List.of(Dimension.of(1), Dimension.of(3), Dimension.of(height), Dimension.of(width));
            return new Graph(
                    "case",
                    List.of(new TensorInfo("x", ElementType.FLOAT, dims)),
                    outputs.stream()
                            .map(o -> new TensorInfo(o, type(o), List.of()))
                            .toList(),
                    nodes,
                    constants);
        }

        Network network(List<String> outputs, int height, int width) {
            return new Network(graph(outputs, height, width), Cards.logits("x", height, width, "y", "a", "b"));
        }
    }
}
