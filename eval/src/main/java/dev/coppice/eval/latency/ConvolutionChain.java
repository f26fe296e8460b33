package dev.coppice.eval.latency;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A chain of four 3×3 convolutions with equal numbers of channels in and out. Its time shows the cost of a layer's width.
 *
 * @param channels number of channels of every map, at least 1
 */
public record ConvolutionChain(int channels) {
    /** The smallest vectors of processors hold this many floats. */
    private static final int STEP = 4;

    private static final int WIDEST = 64;
    private static final int DEPTH = 4;
    private static final int KERNEL = 3;
    private static final int HEIGHT = 48;
    private static final int WIDTH = 64;
    private static final long SEED = 1;
    private static final String INPUT = "map0";

    /** The chains that show a machine's staircase: of 4, 8, … 64 channels. */
    public static List<ConvolutionChain> all() {
        return IntStream.rangeClosed(1, WIDEST / STEP)
                .mapToObj(i -> new ConvolutionChain(i * STEP))
                .toList();
    }

    /** The network, on maps of 1×channels×48×64. */
    public Network network() {
        List<Node> nodes = new ArrayList<>();
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Random random = new Random(SEED);
        String from = INPUT;
        for (int i = 1; i <= DEPTH; i++) {
            String to = "map" + i;
            weights.put("weights" + i, weights(random));
            nodes.add(Node.of("Conv", to, Attributes.NONE.with("pads", 1, 1, 1, 1), from, "weights" + i));
            from = to;
        }
        TensorInfo in = new TensorInfo(
                INPUT,
                ElementType.FLOAT,
                List.of(Dimension.of(1), Dimension.of(channels), Dimension.of(HEIGHT), Dimension.of(WIDTH)));
        Graph graph = new Graph(
                "chain" + channels,
                List.of(in),
                List.of(new TensorInfo(from, ElementType.FLOAT, List.of())),
                nodes,
                weights);
        Shape image = Shape.of(1, channels, HEIGHT, WIDTH);
        return new Network(graph, NetworkCard.unknown(graph.name(), INPUT, image, from));
    }

    /** Random weights that keep the scale of maps. Denormal numbers would slow the processor down. */
    private Tensor weights(Random random) {
        float[] values = new float[channels * channels * KERNEL * KERNEL];
        double scale = 1 / Math.sqrt((double) channels * KERNEL * KERNEL);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * scale);
        }
        return Tensor.floats(Shape.of(channels, channels, KERNEL, KERNEL), values);
    }
}
