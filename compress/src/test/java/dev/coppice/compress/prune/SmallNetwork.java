package dev.coppice.compress.prune;

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
import java.util.stream.IntStream;

/**
 * Builds networks by hand: every node is named after its output. The filter of output channel c is filled with c + 1, so
 * that a higher channel is a more important one.
 */
public final class SmallNetwork {
    public static final String IMAGE = "image";

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new HashMap<>();

    public SmallNetwork constant(String name, Tensor value) {
        constants.put(name, value);
        return this;
    }

    public SmallNetwork node(String op, String output, Attributes attributes, String... inputs) {
        nodes.add(Node.of(op, output, attributes, inputs));
        return this;
    }

    public SmallNetwork node(String op, String output, String... inputs) {
        return node(op, output, Attributes.NONE, inputs);
    }

    /** A 3×3 convolution that keeps the size, weights {@code NAME.weight}. */
    public SmallNetwork conv(String name, String input, int in, int out) {
        return conv(name, input, in, out, 1);
    }

    public SmallNetwork conv(String name, String input, int in, int out, int group) {
        constants.put(name + ".weight", weights(out, in / group, 3, 3));
        Attributes attributes = Attributes.NONE.with("pads", 1, 1, 1, 1).with("group", group);
        return node("Conv", name, attributes, input, name + ".weight");
    }

    /** Weights of which filter c (axis 0) holds c + 1 throughout. */
    public static Tensor weights(int... sizes) {
        Shape shape = Shape.of(sizes);
        int inner = shape.product(1, shape.rank());
        float[] values = new float[sizes[0] * inner];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / inner + 1;
        }
        return Tensor.floats(shape, values);
    }

    /** The network from an 8×8 image with 3 channels to a tensor with this many. */
    public Network to(String output, int channels) {
        TensorInfo in = new TensorInfo(
                IMAGE,
                ElementType.FLOAT,
                List.of(Dimension.open("N"), Dimension.of(3), Dimension.of(8), Dimension.of(8)));
        TensorInfo out = new TensorInfo(output, ElementType.FLOAT, List.of());
        InputSpec input = new InputSpec(IMAGE, 8, 8, ChannelOrder.RGB, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        NetworkCard card = new NetworkCard(
                "small",
                input,
                new OutputSpec(output, OutputKind.LOGITS),
                IntStream.range(0, channels).mapToObj(i -> "class " + i).toList());
        return new Network(new Graph("small", List.of(in), List.of(out), nodes, constants), card);
    }
}
