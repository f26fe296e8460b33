package dev.coppice.models.kit;

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
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A network that a test builds node by node. Every node is named after its output; the weights of a contraction NAME are
 * {@code NAME.weight}. How many channels a tensor has is read from the graph.
 *
 * <p>Filter c of a contraction is filled with c + 1 unless weights are drawn at random, so that a higher channel is a more
 * important one.
 */
public final class NetworkBuilder {
    /** The one input: 3 channels, batch open. */
    public static final String IMAGE = "image";

    private static final int COLOURS = 3;

    private final int height;
    private final int width;
    private final boolean open;
    private final Weights weights;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();

    /** What weights of a shape hold. */
    private interface Weights {
        Tensor of(int... sizes);
    }

    private NetworkBuilder(int height, int width, boolean open, Weights weights) {
        this.height = height;
        this.width = width;
        this.open = open;
        this.weights = weights;
    }

    /** A network for images of 8×8 pixels. */
    public static NetworkBuilder small() {
        return new NetworkBuilder(8, 8, false, NetworkBuilder::counting);
    }

    /** A network for images of any size, its card's the given one, with weights from a normal distribution. */
    public static NetworkBuilder random(int height, int width, long seed) {
        Random random = new Random(seed);
        return new NetworkBuilder(height, width, true, sizes -> normal(random, sizes));
    }

    /** Weights of which filter c (axis 0) holds c + 1 throughout. */
    public static Tensor counting(int... sizes) {
        Shape shape = Shape.of(sizes);
        int inner = shape.product(1, shape.rank());
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / inner + 1;
        }
        return Tensor.floats(shape, values);
    }

    private static Tensor normal(Random random, int... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.floats(shape, values);
    }

    /** A constant. */
    public NetworkBuilder constant(String name, Tensor value) {
        constants.put(name, value);
        return this;
    }

    /** A constant list of integers. */
    public NetworkBuilder integers(String name, long... values) {
        return constant(name, Tensor.vector(values));
    }

    /** A node as it is. */
    public NetworkBuilder node(Node node) {
        nodes.add(node);
        return this;
    }

    /** A node with one output, which it is named after. */
    public NetworkBuilder node(String op, String output, Attributes attributes, String... inputs) {
        return node(Node.of(op, output, attributes, inputs));
    }

    /** The same without attributes. */
    public NetworkBuilder node(String op, String output, String... inputs) {
        return node(op, output, Attributes.NONE, inputs);
    }

    /** A node with several outputs, named after the first. */
    public NetworkBuilder parts(String op, List<String> outputs, Attributes attributes, String... inputs) {
        return node(new Node(outputs.get(0), "", op, List.of(inputs), outputs, attributes));
    }

    /** A 3×3 convolution that keeps the size. */
    public NetworkBuilder conv(String name, String input, int out) {
        return conv(name, input, out, 3);
    }

    /** A convolution of stride 1 with this odd kernel, padded to keep the size. */
    public NetworkBuilder conv(String name, String input, int out, int kernel) {
        int pad = kernel / 2;
        return conv(name, input, out, kernel, Attributes.NONE.with("pads", pad, pad, pad, pad));
    }

    /** A 3×3 convolution that keeps the size, in this many groups. */
    public NetworkBuilder grouped(String name, String input, int out, int groups) {
        return conv(
                name, input, out, 3, Attributes.NONE.with("pads", 1, 1, 1, 1).with("group", groups));
    }

    /** A convolution with a square kernel; its groups are among the attributes. */
    public NetworkBuilder conv(String name, String input, int out, int kernel, Attributes attributes) {
        int in = channels(input) / attributes.integer("group", 1);
        constants.put(name + ".weight", weights.of(out, in, kernel, kernel));
        return node("Conv", name, attributes, input, name + ".weight");
    }

    /** The attributes of a square window that keeps the size at stride 1. */
    public static Attributes window(int kernel, int stride, int dilation) {
        int pad = dilation * (kernel - 1) / 2;
        return Attributes.NONE
                .with("strides", stride, stride)
                .with("dilations", dilation, dilation)
                .with("pads", pad, pad, pad, pad);
    }

    /** A transposed convolution of which kernel and stride are alike. */
    public NetworkBuilder transposed(String name, String input, int out, int stride) {
        return transposed(name, input, out, stride, Attributes.NONE.with("strides", stride, stride));
    }

    /** A transposed convolution with a square kernel; its groups are among the attributes. */
    public NetworkBuilder transposed(String name, String input, int out, int kernel, Attributes attributes) {
        constants.put(
                name + ".weight", weights.of(channels(input), out / attributes.integer("group", 1), kernel, kernel));
        return node("ConvTranspose", name, attributes, input, name + ".weight");
    }

    /** A maximum over cells of 2×2. */
    public NetworkBuilder pool(String name, String input) {
        return node("MaxPool", name, Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2), input);
    }

    /** Channels of several tensors, one after the other. */
    public NetworkBuilder concat(String name, String... inputs) {
        return node("Concat", name, Attributes.NONE.with("axis", 1), inputs);
    }

    /** Linear upsampling between the centres of pixels. */
    public NetworkBuilder resize(String name, String input, float scale) {
        constants.put(name + ".scales", Tensor.floats(Shape.of(4), 1, 1, scale, scale));
        Attributes attributes =
                Attributes.NONE.with("mode", "linear").with("coordinate_transformation_mode", "half_pixel");
        return node("Resize", name, attributes, input, "", name + ".scales");
    }

    /** The network with this prediction, each of its channels a class. */
    public Network to(String output) {
        return to(output, shape(output).rank() > 1 ? channels(output) : 1);
    }

    /** The network with this prediction and number of classes. */
    public Network to(String output, int classes) {
        InputSpec input =
                new InputSpec(IMAGE, height, width, ChannelOrder.RGB, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        NetworkCard card = new NetworkCard(
                "small",
                input,
                new OutputSpec(output, OutputKind.LOGITS),
                IntStream.range(0, classes).mapToObj(i -> "class " + i).toList());
        return new Network(graph(output), card);
    }

    private Graph graph(String output) {
        Dimension h = open ? Dimension.open("H") : Dimension.of(height);
        Dimension w = open ? Dimension.open("W") : Dimension.of(width);
        TensorInfo in =
                new TensorInfo(IMAGE, ElementType.FLOAT, List.of(Dimension.open("N"), Dimension.of(COLOURS), h, w));
        TensorInfo out = new TensorInfo(output, ElementType.FLOAT, List.of());
        return new Graph("small", List.of(in), List.of(out), nodes, constants);
    }

    private int channels(String tensor) {
        return shape(tensor).size(1);
    }

    private Shape shape(String tensor) {
        Shape image = Shape.of(1, COLOURS, height, width);
        return tensor.equals(IMAGE)
                ? image
                : Shapes.infer(graph(tensor), Map.of(IMAGE, image)).of(tensor);
    }
}
