package dev.coppice.eval;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small networks in which the blocks that make pruning hard follow each other at random. The same seed, the same network. */
final class RandomNetwork {
    private static final int SIZE = 8;

    /** A map of the network: its tensor and its channels; all are 8×8. */
    private record Feature(String tensor, int channels) {}

    private final Random random;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new HashMap<>();

    private RandomNetwork(long seed) {
        random = new Random(seed);
    }

    /** Two to five blocks between a first convolution and a convolution or a linear layer. */
    static Network of(long seed) {
        RandomNetwork builder = new RandomNetwork(seed);
        Feature x = builder.convolution(new Feature("image", 3), 8 + 4 * builder.random.nextInt(3), 1);
        int blocks = 2 + builder.random.nextInt(4);
        for (int i = 0; i < blocks; i++) {
            x = builder.block(x);
        }
        return builder.finish(x, "random " + seed);
    }

    private Network finish(Feature x, String name) {
        String output;
        if (random.nextBoolean()) {
            output = convolution(x, 3, 1).tensor;
        } else {
            String flat = add("Flatten", Attributes.NONE, x.tensor);
            int in = x.channels * SIZE * SIZE;
            output = add("Gemm", Attributes.NONE.with("transB", 1), flat, constant(3, in), constant(3));
        }
        Dimension batch = Dimension.open("N");
        Dimension side = Dimension.of(SIZE);
        Graph graph = new Graph(
                name,
                List.of(new TensorInfo("image", ElementType.FLOAT, List.of(batch, Dimension.of(3), side, side))),
                List.of(new TensorInfo(output, ElementType.FLOAT, List.of())),
                nodes,
                constants);
        return CorpusModel.network(graph);
    }

    private Feature block(Feature x) {
        return switch (random.nextInt(13)) {
            case 0 -> residual(x);
            case 1 -> dense(x);
            case 2 -> convolution(x, x.channels, x.channels);
            case 3 -> convolution(x, x.channels * 2, 4);
            case 4 -> new Feature(add("Resize", NEAREST, pooled(x), "", constantOf(1, 1, 2, 2)), x.channels);
            case 5 -> transposed(x);
            case 6 -> parametric(x);
            case 7 -> gated(x);
            case 8 -> chunked(x);
            case 9 -> pixelShuffled(x);
            case 10 -> channelShuffled(x);
            case 11 -> padded(x);
            default -> activated(convolution(x, width(), 1));
        };
    }

    private static final Attributes NEAREST = Attributes.NONE.with("mode", "nearest");
    private static final Attributes CHANNELS = Attributes.NONE.with("axis", 1);

    private int width() {
        return 4 * (1 + random.nextInt(4));
    }

    private Feature convolution(Feature x, int out, int group) {
        boolean biased = random.nextBoolean();
        Attributes attributes = Attributes.NONE.with("pads", 1, 1, 1, 1).with("group", group);
        String weights = constant(out, x.channels / group, 3, 3);
        String y = biased
                ? add("Conv", attributes, x.tensor, weights, constant(out))
                : add("Conv", attributes, x.tensor, weights);
        return new Feature(y, out);
    }

    private Feature activated(Feature x) {
        String op = List.of("Relu", "Sigmoid", "LeakyRelu", "Tanh").get(random.nextInt(4));
        return new Feature(add(op, Attributes.NONE, x.tensor), x.channels);
    }

    /** BatchNormalization, then PRelu with a slope a channel. */
    private Feature parametric(Feature x) {
        String positive = add("Abs", Attributes.NONE, x.tensor);
        constants.put(positive + ".var", Tensor.floats(Shape.of(x.channels), uniform(x.channels)));
        String normal = add(
                "BatchNormalization",
                Attributes.NONE,
                positive,
                constant(x.channels),
                constant(x.channels),
                constant(x.channels),
                positive + ".var");
        return new Feature(add("PRelu", Attributes.NONE, normal, constant(x.channels, 1, 1)), x.channels);
    }

    private Feature residual(Feature x) {
        Feature inner = convolution(activated(convolution(x, width(), 1)), x.channels, 1);
        return new Feature(
                add(random.nextBoolean() ? "Add" : "Sub", Attributes.NONE, x.tensor, inner.tensor), x.channels);
    }

    private Feature dense(Feature x) {
        Feature grown = activated(convolution(x, width(), 1));
        return new Feature(add("Concat", CHANNELS, x.tensor, grown.tensor), x.channels + grown.channels);
    }

    private String pooled(Feature x) {
        Attributes window = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        return add(random.nextBoolean() ? "MaxPool" : "AveragePool", window, x.tensor);
    }

    private Feature transposed(Feature x) {
        int group = random.nextBoolean() ? 1 : 2;
        int out = width();
        Attributes attributes = Attributes.NONE.with("strides", 2, 2).with("group", group);
        return new Feature(add("ConvTranspose", attributes, pooled(x), constant(x.channels, out / group, 2, 2)), out);
    }

    /** Squeeze and excite. */
    private Feature gated(Feature x) {
        String mean = add("GlobalAveragePool", Attributes.NONE, x.tensor);
        String low = add("Conv", Attributes.NONE, mean, constant(4, x.channels, 1, 1), constant(4));
        String high = add("Conv", Attributes.NONE, low, constant(x.channels, 4, 1, 1));
        String gate = add("Sigmoid", Attributes.NONE, high);
        return new Feature(add("Mul", Attributes.NONE, x.tensor, gate), x.channels);
    }

    /** Half of the channels through a convolution, the other half beside it. */
    private Feature chunked(Feature x) {
        int half = x.channels / 2;
        String name = "n" + nodes.size();
        nodes.add(new Node(
                name,
                "",
                "Split",
                List.of(x.tensor),
                List.of(name + "a", name + "b"),
                CHANNELS.with("num_outputs", 2)));
        Feature inner = convolution(new Feature(name + "a", half), half, 1);
        return new Feature(add("Concat", CHANNELS, inner.tensor, name + "b"), x.channels);
    }

    private Feature pixelShuffled(Feature x) {
        int out = width();
        String deep = add("Conv", Attributes.NONE, pooled(x), constant(out * 4, x.channels, 1, 1));
        String mode = random.nextBoolean() ? "CRD" : "DCR";
        return new Feature(
                add("DepthToSpace", Attributes.NONE.with("blocksize", 2).with("mode", mode), deep), out);
    }

    private Feature channelShuffled(Feature x) {
        String apart = add("Reshape", Attributes.NONE, x.tensor, integers(-1, 2, x.channels / 2, SIZE, SIZE));
        String swapped = add("Transpose", Attributes.NONE.with("perm", 0, 2, 1, 3, 4), apart);
        return new Feature(add("Reshape", Attributes.NONE, swapped, integers(0, x.channels, SIZE, SIZE)), x.channels);
    }

    /** A border of ones, cropped to the old size at another place. */
    private Feature padded(Feature x) {
        String wide = add("Pad", Attributes.NONE, x.tensor, integers(0, 0, 1, 1, 0, 0, 1, 1), constantOf());
        String narrow = add("Slice", Attributes.NONE, wide, integers(0, 2), integers(SIZE, SIZE + 2), integers(2, 3));
        return new Feature(narrow, x.channels);
    }

    private String add(String op, Attributes attributes, String... inputs) {
        String name = "n" + nodes.size();
        nodes.add(Node.of(op, name, attributes, inputs));
        return name;
    }

    private String integers(long... values) {
        return store(Tensor.vector(values));
    }

    /** Given scales, or the scalar 1. */
    private String constantOf(float... values) {
        return store(values.length == 0 ? Tensor.scalar(1) : Tensor.floats(Shape.of(values.length), values));
    }

    private String constant(int... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[Math.toIntExact(shape.elements())];
        double deviation = sizes.length > 1 ? Math.sqrt(2.0 * sizes[0] / values.length) : 1;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return store(Tensor.floats(shape, values));
    }

    private float[] uniform(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = 0.5f + random.nextFloat();
        }
        return values;
    }

    private String store(Tensor value) {
        String name = "c" + constants.size();
        constants.put(name, value);
        return name;
    }
}
