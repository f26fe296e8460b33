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
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Builder of a network, node by node, for tests. Every node is named after its output; the weights of a contraction NAME are
 * {@code NAME.weight}. The graph gives the number of channels of a tensor.
 *
 * <p>Filter c of a contraction is filled with c + 1 unless weights are random, so that higher channels are more important.
 */
public final class NetworkBuilder {
    /** The only input, with an open batch and 3 channels by default. */
    public static final String IMAGE = "image";

    private static final int COLOURS = 3;

    /** The standard deviation of biases. */
    private static final double BIAS = 0.1;

    private final Shape image;
    private final boolean open;
    private final Random random;
    private final Weights weights;
    private final boolean biased;
    private final List<TensorInfo> others = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();

    /** The values of weights of a shape. */
    private interface Weights {
        Tensor of(Random random, int... sizes);
    }

    private NetworkBuilder(Shape image, boolean open, Random random, Weights weights, boolean biased) {
        this.image = image;
        this.open = open;
        this.random = random;
        this.weights = weights;
        this.biased = biased;
    }

    /** A network for images of 8×8 pixels. */
    public static NetworkBuilder small() {
        return over(8, 8);
    }

    /** As {@link #small}, for images of these sizes: a length; a height and a width; or a depth, a height and a width. */
    public static NetworkBuilder over(int... sizes) {
        int[] image = new int[2 + sizes.length];
        image[0] = 1;
        image[1] = COLOURS;
        System.arraycopy(sizes, 0, image, 2, sizes.length);
        return new NetworkBuilder(Shape.of(image), false, new Random(0), (random, shape) -> counting(shape), false);
    }

    /** A network for images of any size, with a given card size and weights from a normal distribution. */
    public static NetworkBuilder random(int height, int width, long seed) {
        return new NetworkBuilder(
                Shape.of(1, COLOURS, height, width),
                true,
                new Random(seed),
                (random, sizes) -> Normal.tensor(random, 1, sizes),
                false);
    }

    /**
     * A network before training, with weights that keep the scale of activations, and small biases. The card's size is the
     * image's.
     */
    public static NetworkBuilder initialised(Shape image, long seed) {
        return new NetworkBuilder(image.with(0, 1), true, new Random(seed), Normal::weights, true);
    }

    /** Weights whose filter c (axis 0) is filled with c + 1. */
    public static Tensor counting(int... sizes) {
        Shape shape = Shape.of(sizes);
        int inner = shape.product(1, shape.rank());
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / inner + 1;
        }
        return Tensor.floats(shape, values);
    }

    /** An input beside the image. */
    public NetworkBuilder input(TensorInfo info) {
        others.add(info);
        return this;
    }

    /** A constant. */
    public NetworkBuilder constant(String name, Tensor value) {
        constants.put(name, value);
        return this;
    }

    /** A constant from a normal distribution with this standard deviation. */
    public NetworkBuilder normal(String name, double deviation, int... sizes) {
        return constant(name, Normal.tensor(random, deviation, sizes));
    }

    /** A constant list of integers. */
    public NetworkBuilder integers(String name, long... values) {
        return constant(name, Tensor.vector(values));
    }

    /** Adds a given node. */
    public NetworkBuilder node(Node node) {
        nodes.add(node);
        return this;
    }

    /** Adds a node with one output, which gives its name. */
    public NetworkBuilder node(String op, String output, Attributes attributes, String... inputs) {
        return node(Node.of(op, output, attributes, inputs));
    }

    /** As above, without attributes. */
    public NetworkBuilder node(String op, String output, String... inputs) {
        return node(op, output, Attributes.NONE, inputs);
    }

    /** Adds a node with several outputs, named after the first. */
    public NetworkBuilder parts(String op, List<String> outputs, Attributes attributes, String... inputs) {
        return node(new Node(outputs.get(0), "", op, List.of(inputs), outputs, attributes));
    }

    /** A 3×3 convolution that keeps the size. */
    public NetworkBuilder conv(String name, String input, int out) {
        return conv(name, input, out, 3);
    }

    /** A convolution of stride 1 with this odd kernel, padded to keep the size. */
    public NetworkBuilder conv(String name, String input, int out, int kernel) {
        return conv(name, input, out, kernel, Attributes.NONE.with("pads", each(2 * axes(), kernel / 2)));
    }

    /** A 3×3 convolution that keeps the size, in this many groups. */
    public NetworkBuilder grouped(String name, String input, int out, int groups) {
        return conv(
                name,
                input,
                out,
                3,
                Attributes.NONE.with("pads", each(2 * axes(), 1)).with("group", groups));
    }

    /** A convolution with a square kernel; its groups are among the attributes. */
    public NetworkBuilder conv(String name, String input, int out, int kernel, Attributes attributes) {
        int in = channels(input) / attributes.integer("group", 1);
        weighted(name, weights.of(random, kernel(out, in, kernel)), out);
        return node("Conv", name, attributes, parameters(name, input));
    }

    /** The attributes of a square window that keeps the size at stride 1. */
    public static Attributes window(int kernel, int stride, int dilation) {
        int pad = dilation * (kernel - 1) / 2;
        return Attributes.NONE
                .with("strides", stride, stride)
                .with("dilations", dilation, dilation)
                .with("pads", pad, pad, pad, pad);
    }

    /** A transposed convolution whose kernel and stride are equal. */
    public NetworkBuilder transposed(String name, String input, int out, int stride) {
        return transposed(name, input, out, stride, Attributes.NONE.with("strides", each(axes(), stride)));
    }

    /** A transposed convolution with a square kernel; its groups are among the attributes. */
    public NetworkBuilder transposed(String name, String input, int out, int kernel, Attributes attributes) {
        int perGroup = out / attributes.integer("group", 1);
        weighted(name, weights.of(random, kernel(channels(input), perGroup, kernel)), out);
        return node("ConvTranspose", name, attributes, parameters(name, input));
    }

    private void weighted(String name, Tensor values, int out) {
        constant(name + ".weight", values);
        if (biased) {
            normal(name + ".bias", BIAS, out);
        }
    }

    private String[] parameters(String name, String input) {
        return biased ? new String[] {input, name + ".weight", name + ".bias"} : new String[] {input, name + ".weight"};
    }

    /** A maximum over cells of 2×2, or two samples along each axis. */
    public NetworkBuilder pool(String name, String input) {
        int[] twos = each(axes(), 2);
        return node("MaxPool", name, Attributes.NONE.with("kernel_shape", twos).with("strides", twos), input);
    }

    /** The concatenated channels of several tensors. */
    public NetworkBuilder concat(String name, String... inputs) {
        return node("Concat", name, Attributes.NONE.with("axis", 1), inputs);
    }

    /** Linear upsampling between the centres of pixels. */
    public NetworkBuilder resize(String name, String input, float scale) {
        float[] scales = new float[2 + axes()];
        Arrays.fill(scales, scale);
        scales[0] = 1;
        scales[1] = 1;
        constants.put(name + ".scales", Tensor.floats(Shape.of(scales.length), scales));
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
        return to(output, OutputKind.LOGITS, classes);
    }

    /** The network with this prediction of one kind and number of classes. */
    public Network to(String output, OutputKind kind, int classes) {
        int channels = image.size(1);
        InputSpec input = new InputSpec(
                IMAGE,
                IntStream.range(2, image.rank()).mapToObj(image::size).toList(),
                ChannelOrder.RGB,
                Collections.nCopies(channels, 0.0),
                Collections.nCopies(channels, 1.0));
        List<String> names =
                IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
        return new Network(graph(output), new NetworkCard("small", input, new OutputSpec(output, kind), names));
    }

    /** The graph with this output. */
    public Graph graph(String output) {
        List<Dimension> dims = new ArrayList<>(List.of(Dimension.open("N"), Dimension.of(image.size(1))));
        List<String> names = List.of("D", "H", "W").subList(3 - axes(), 3);
        for (int i = 0; i < axes(); i++) {
            dims.add(open ? Dimension.open(names.get(i)) : Dimension.of(image.size(2 + i)));
        }
        TensorInfo in = new TensorInfo(IMAGE, ElementType.FLOAT, dims);
        TensorInfo out = new TensorInfo(output, ElementType.FLOAT, List.of());
        List<TensorInfo> inputs = new ArrayList<>(List.of(in));
        inputs.addAll(others);
        return new Graph("small", inputs, List.of(out), nodes, constants);
    }

    private int axes() {
        return image.rank() - 2;
    }

    private int[] kernel(int first, int second, int size) {
        int[] sizes = each(2 + axes(), size);
        sizes[0] = first;
        sizes[1] = second;
        return sizes;
    }

    private static int[] each(int count, int value) {
        int[] values = new int[count];
        Arrays.fill(values, value);
        return values;
    }

    private int channels(String tensor) {
        return shape(tensor).size(1);
    }

    private Shape shape(String tensor) {
        return tensor.equals(IMAGE)
                ? image
                : Shapes.infer(graph(tensor), Map.of(IMAGE, image)).of(tensor);
    }
}
