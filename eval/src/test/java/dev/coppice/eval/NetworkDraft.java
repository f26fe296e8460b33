package dev.coppice.eval;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * A random network in the making. Maps of pictures are {@link #SIZE}×{@link #SIZE}; signals are {@link #SIZE} long, and
 * volumes {@link #DEEP} along each axis.
 */
final class NetworkDraft {
    static final int SIZE = 8;
    static final int DEEP = 4;
    static final Attributes CHANNELS = Attributes.NONE.with("axis", 1);
    static final Feature IMAGE = new Feature(NetworkBuilder.IMAGE, 3);

    /** A map of the network: its tensor and its number of channels, a multiple of 4 except for the image. */
    record Feature(String tensor, int channels) {}

    private final int axes;
    private final NetworkBuilder network;
    private int nodes;
    private int constants;
    private Random random;

    /** A draft that draws from this seed, with this number of space axes. */
    NetworkDraft(long seed, int axes) {
        this.random = new Random(seed);
        this.axes = axes;
        this.network = NetworkBuilder.over(each(side()));
    }

    /** The samples of a map along each axis. */
    int side() {
        return axes == 3 ? DEEP : SIZE;
    }

    /** The samples of a map. */
    int pixels() {
        return side() * (axes > 1 ? side() : 1) * (axes > 2 ? side() : 1);
    }

    int axes() {
        return axes;
    }

    /** A value for each space axis. */
    int[] each(int value) {
        int[] values = new int[axes];
        Arrays.fill(values, value);
        return values;
    }

    /** A constant of some numbers, and behind them one for each space axis. */
    String sizes(long each, long... first) {
        long[] values = Arrays.copyOf(first, first.length + axes);
        Arrays.fill(values, first.length, values.length, each);
        return integers(values);
    }

    /** A constant that names the space axes. */
    String spaceAxes() {
        return integers(LongStream.range(2, 2 + axes).toArray());
    }

    /** Weights with this kernel along each space axis. */
    String kernel(int first, int second, int size) {
        return normal(over(size, first, second));
    }

    /** Sizes, and behind them one for each space axis. */
    int[] over(int each, int... first) {
        int[] sizes = Arrays.copyOf(first, first.length + axes);
        Arrays.fill(sizes, first.length, sizes.length, each);
        return sizes;
    }

    /** Draws everything from here on from another seed. */
    void reseed(long seed) {
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    boolean coin() {
        return random.nextBoolean();
    }

    /** A random number of channels. */
    int width() {
        return 4 * (1 + random.nextInt(4));
    }

    String add(String op, Attributes attributes, String... inputs) {
        String name = "n" + nodes++;
        network.node(op, name, attributes, inputs);
        return name;
    }

    String add(String op, String... inputs) {
        return add(op, Attributes.NONE, inputs);
    }

    /** Adds a node with several outputs, named after it with a, b, c, … */
    List<String> addParts(String op, Attributes attributes, int parts, String... inputs) {
        String name = "n" + nodes++;
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            outputs.add(name + (char) ('a' + i));
        }
        network.node(new Node(name, "", op, List.of(inputs), outputs, attributes));
        return outputs;
    }

    /** Adds an input of these sizes for each sample. */
    String input(int... sizes) {
        String name = "side" + nodes++;
        List<Dimension> dims = new ArrayList<>(List.of(Dimension.open("N")));
        Arrays.stream(sizes).mapToObj(Dimension::of).forEach(dims::add);
        network.input(new TensorInfo(name, ElementType.FLOAT, dims));
        return name;
    }

    /** Adds a convolution that keeps the size, with a bias or without. */
    Feature convolution(Feature x, int out, int group, int kernel) {
        int[] pads = new int[2 * axes];
        Arrays.fill(pads, kernel / 2);
        Attributes attributes = Attributes.NONE.with("pads", pads).with("group", group);
        String weights = kernel(out, x.channels / group, kernel);
        String y = coin()
                ? add("Conv", attributes, x.tensor, weights, normal(out))
                : add("Conv", attributes, x.tensor, weights);
        return new Feature(y, out);
    }

    Feature convolution(Feature x, int out) {
        return convolution(x, out, 1, 3);
    }

    String integers(long... values) {
        return store(Tensor.vector(values));
    }

    String scalar(float value) {
        return store(Tensor.scalar(value));
    }

    String index(long value) {
        return store(Tensor.longs(Shape.SCALAR, value));
    }

    String floats(float... values) {
        return store(Tensor.floats(Shape.of(values.length), values));
    }

    /** Weights that keep the scale of maps. */
    String normal(int... sizes) {
        return store(Normal.weights(random, sizes));
    }

    /** Random values in [0.5, 1.5]. */
    String uniform(int... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + random.nextFloat();
        }
        return store(Tensor.floats(shape, values));
    }

    private String store(Tensor value) {
        String name = "c" + constants++;
        network.constant(name, value);
        return name;
    }

    Graph graph(String name, String output, List<Dimension> sizes) {
        Graph graph = network.graph(output);
        TensorInfo info = new TensorInfo(output, ElementType.FLOAT, sizes);
        return new Graph(name, graph.inputs(), List.of(info), graph.nodes(), graph.constants());
    }
}
