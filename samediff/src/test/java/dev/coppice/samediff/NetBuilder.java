package dev.coppice.samediff;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Builds small networks with random weights, node by node; each call returns the name of the tensor it made. */
public final class NetBuilder {
    public static final String INPUT = "input";

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final Random random;
    private final Shape image;

    public NetBuilder(long seed, Shape image) {
        this.random = new Random(seed);
        this.image = image;
    }

    /** Normal values. */
    public static float[] normal(Random random, long count, double deviation) {
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    public String weight(String name, double deviation, int... sizes) {
        Shape shape = Shape.of(sizes);
        return constant(name, Tensor.floats(shape, normal(random, shape.elements(), deviation)));
    }

    public String constant(String name, Tensor tensor) {
        constants.put(name, tensor);
        return name;
    }

    public String node(String op, String name, Attributes attributes, String... inputs) {
        nodes.add(Node.of(op, name, attributes, inputs));
        return name;
    }

    public String add(Node node) {
        nodes.add(node);
        return node.output();
    }

    public String relu(String x) {
        return node("Relu", "relu" + nodes.size(), Attributes.NONE, x);
    }

    /** A 3×3 or 1×1 convolution that keeps the size, He-initialised. */
    public String conv(String name, String x, int in, int out, int kernel) {
        String w = weight(name + ".weight", Math.sqrt(2.0 / (in * kernel * kernel)), out, in, kernel, kernel);
        String b = weight(name + ".bias", 0.1, out);
        int pad = kernel / 2;
        return node("Conv", name, Attributes.NONE.with("pads", pad, pad, pad, pad), x, w, b);
    }

    public String maxPool(String x) {
        Attributes a = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        return node("MaxPool", "pool" + nodes.size(), a, x);
    }

    public String up(String name, String x, int in, int out) {
        String w = weight(name + ".weight", Math.sqrt(1.0 / in), in, out, 2, 2);
        String b = weight(name + ".bias", 0.1, out);
        return node("ConvTranspose", name, Attributes.NONE.with("strides", 2, 2), x, w, b);
    }

    public String concat(String... parts) {
        return node("Concat", "concat" + nodes.size(), Attributes.NONE.with("axis", 1), parts);
    }

    public Graph graph(String output) {
        TensorInfo in = new TensorInfo(
                INPUT,
                ElementType.FLOAT,
                List.of(Dimension.open("N"), Dimension.of(image.size(1)), Dimension.open("H"), Dimension.open("W")));
        return new Graph(
                "net", List.of(in), List.of(new TensorInfo(output, ElementType.FLOAT, List.of())), nodes, constants);
    }

    public Network network(String output, int channels) {
        return network(output, channels, OutputKind.LOGITS);
    }

    public Network network(String output, int channels, OutputKind kind) {
        List<Double> ones = IntStream.range(0, image.size(1)).mapToObj(i -> 1.0).toList();
        InputSpec input = new InputSpec(INPUT, image.size(2), image.size(3), ChannelOrder.RGB, ones, ones);
        int classes = kind == OutputKind.BINARY_LOGIT ? 2 : channels;
        List<String> names = IntStream.range(0, classes).mapToObj(i -> "c" + i).toList();
        return new Network(graph(output), new NetworkCard("net", input, new OutputSpec(output, kind), names));
    }

    /** A U-Net with two 3×3 convolutions a stage and these widths, top first. */
    public static Network unet(long seed, Shape image, int classes, int... widths) {
        NetBuilder b = new NetBuilder(seed, image);
        String x = INPUT;
        int in = image.size(1);
        List<String> skips = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            x = i == 0 ? x : b.maxPool(x);
            x = b.relu(b.conv("down" + i + ".a", x, in, widths[i], 3));
            x = b.relu(b.conv("down" + i + ".b", x, widths[i], widths[i], 3));
            skips.add(x);
            in = widths[i];
        }
        for (int i = widths.length - 2; i >= 0; i--) {
            x = b.concat(skips.get(i), b.up("up" + i, x, widths[i + 1], widths[i]));
            x = b.relu(b.conv("dec" + i + ".a", x, 2 * widths[i], widths[i], 3));
            x = b.relu(b.conv("dec" + i + ".b", x, widths[i], widths[i], 3));
        }
        return b.network(b.conv("head", x, widths[0], classes, 1), classes);
    }
}
