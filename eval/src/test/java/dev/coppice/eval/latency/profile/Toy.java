package dev.coppice.eval.latency.profile;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * An encoder of two levels and a decoder, small enough to be timed in a moment.
 *
 * @param height of the input
 * @param width of the input
 * @param first channels of the upper level
 * @param second channels of the lower level
 * @param seed of the weights
 */
record Toy(int height, int width, int first, int second, long seed) {
    /** The usual one. */
    static final Toy USUAL = new Toy(16, 24, 32, 64, 1);

    private static final int CLASSES = 3;

    Network network() {
        Random random = new Random(seed);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        weights.put("w1", noise(random, first, 3, 3, 3));
        weights.put("b1", noise(random, first));
        weights.put("w2", noise(random, second, first, 3, 3));
        weights.put("w3", noise(random, second, first, 2, 2));
        weights.put("w4", noise(random, CLASSES, 2 * first, 1, 1));
        weights.put("b4", noise(random, CLASSES));
        Attributes window = Attributes.NONE.with("kernel_shape", 3, 3).with("pads", 1, 1, 1, 1);
        Attributes two = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        List<Node> nodes = List.of(
                Node.of("Conv", "enc1", window, "input", "w1", "b1"),
                Node.of("Relu", "relu1", Attributes.NONE, "enc1"),
                Node.of("MaxPool", "pool", two, "relu1"),
                Node.of("Conv", "enc2", window, "pool", "w2"),
                Node.of("Relu", "relu2", Attributes.NONE, "enc2"),
                Node.of("ConvTranspose", "up", two, "relu2", "w3"),
                Node.of("Concat", "joined", Attributes.NONE.with("axis", 1), "relu1", "up"),
                Node.of("Conv", "logits", Attributes.NONE.with("kernel_shape", 1, 1), "joined", "w4", "b4"));
        Graph graph = new Graph(
                "toy",
                List.of(new TensorInfo(
                        "input",
                        ElementType.FLOAT,
                        List.of(Dimension.open("N"), Dimension.of(3), Dimension.of(height), Dimension.of(width)))),
                List.of(new TensorInfo("logits", ElementType.FLOAT, List.of())),
                nodes,
                weights);
        return new Network(graph, NetworkCard.unknown("toy", "input", Shape.of(1, 3, height, width), "logits"));
    }

    private static Tensor noise(Random random, int... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.1 * random.nextGaussian());
        }
        return Tensor.floats(shape, values);
    }
}
