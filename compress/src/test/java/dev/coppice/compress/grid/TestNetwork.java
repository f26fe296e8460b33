package dev.coppice.compress.grid;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Builds small networks node by node; every tensor is named after its node, the input is {@code x}. */
final class TestNetwork {
    static final int CHANNELS = 4;
    private final int height;
    private final int width;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new HashMap<>();
    private final Random random = new Random(7);

    TestNetwork(int height, int width) {
        this.height = height;
        this.width = width;
    }

    /** A U-Net of two levels: conv, pool, conv, pool, conv, then two ConvTransposes with skips; logits {@code y}. */
    static TestNetwork unet(int height, int width) {
        return new TestNetwork(height, width)
                .conv("e0", "x", 3)
                .pool("p0", "e0")
                .conv("e1", "p0", 3)
                .pool("p1", "e1")
                .conv("e2", "p1", 3)
                .transposed("u1", "e2", 2)
                .concat("c1", "e1", "u1")
                .conv("d1", "c1", 3)
                .transposed("u0", "d1", 2)
                .concat("c0", "e0", "u0")
                .conv("d0", "c0", 3)
                .conv("y", "d0", 1);
    }

    /** Stride 1, size kept. */
    TestNetwork conv(String name, String input, int kernel) {
        return conv(name, input, kernel, 1, 1);
    }

    TestNetwork conv(String name, String input, int kernel, int stride, int dilation) {
        int pad = dilation * (kernel - 1) / 2;
        return conv(
                name,
                input,
                kernel,
                Attributes.NONE
                        .with("strides", stride, stride)
                        .with("dilations", dilation, dilation)
                        .with("pads", pad, pad, pad, pad));
    }

    TestNetwork conv(String name, String input, int kernel, Attributes attributes) {
        weights(name + ".w", CHANNELS, channels(input), kernel, kernel);
        return node(Node.of("Conv", name, attributes, input, name + ".w"));
    }

    /** Kernel and stride alike. */
    TestNetwork transposed(String name, String input, int stride) {
        return transposed(name, input, stride, Attributes.NONE.with("strides", stride, stride));
    }

    TestNetwork transposed(String name, String input, int kernel, Attributes attributes) {
        weights(name + ".w", channels(input), CHANNELS, kernel, kernel);
        return node(Node.of("ConvTranspose", name, attributes, input, name + ".w"));
    }

    TestNetwork pool(String name, String input) {
        return node(Node.of(
                "MaxPool", name, Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2), input));
    }

    TestNetwork concat(String name, String... inputs) {
        return node(Node.of("Concat", name, Attributes.NONE.with("axis", 1), inputs));
    }

    /** Linear, half-pixel. */
    TestNetwork resize(String name, String input, float scale) {
        constants.put(name + ".s", Tensor.floats(Shape.of(4), 1, 1, scale, scale));
        Attributes attributes =
                Attributes.NONE.with("mode", "linear").with("coordinate_transformation_mode", "half_pixel");
        return node(Node.of("Resize", name, attributes, input, "", name + ".s"));
    }

    TestNetwork node(Node node) {
        nodes.add(node);
        return this;
    }

    TestNetwork constant(String name, Tensor value) {
        constants.put(name, value);
        return this;
    }

    /** The network whose logits are {@code y}, {@link #CHANNELS} classes. */
    Network build() {
        Dimension n = Dimension.open("N");
        TensorInfo x = new TensorInfo(
                "x", ElementType.FLOAT, List.of(n, Dimension.of(3), Dimension.open("H"), Dimension.open("W")));
        TensorInfo y = new TensorInfo("y", ElementType.FLOAT, List.of());
        Graph graph = new Graph("test", List.of(x), List.of(y), nodes, constants);
        InputSpec input =
                new InputSpec("x", height, width, ChannelOrder.RGB, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        NetworkCard card =
                new NetworkCard("test", input, new OutputSpec("y", OutputKind.LOGITS), List.of("a", "b", "c", "d"));
        return new Network(graph, card);
    }

    private int channels(String tensor) {
        if (tensor.equals("x")) {
            return 3;
        }
        Node node =
                nodes.stream().filter(n -> n.name().equals(tensor)).findFirst().orElseThrow();
        return switch (node.op()) {
            case "Concat" -> node.inputs().stream().mapToInt(this::channels).sum();
            case "Conv", "ConvTranspose" -> CHANNELS;
            case "Where" -> channels(node.input(1));
            default -> channels(node.input(0));
        };
    }

    private void weights(String name, int... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        constants.put(name, Tensor.floats(shape, values));
    }
}
