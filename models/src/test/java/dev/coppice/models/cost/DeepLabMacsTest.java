package dev.coppice.models.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Oracle 8: the MACs that VainF/DeepLabV3Plus-Pytorch publishes for DeepLabV3 and DeepLabV3+ on ResNets, output stride 16 at
 * 513×513, 21 classes.
 */
class DeepLabMacsTest {
    private static final int SIZE = 513;
    private static final int CLASSES = 21;

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> weights = new TreeMap<>();
    private int count;

    @ParameterizedTest(name = "ResNet with {0} blocks in stage 3, decoder: {1}")
    @CsvSource({"23, true, 83.4", "6, true, 62.7", "23, false, 72.1", "6, false, 51.4"})
    void equal_the_published_ones(int blocks, boolean decoder, double giga) {
        String low = stage(pooled(), 64, 3, 1);
        String x = stage(low, 128, 4, 2);
        x = stage(x, 256, blocks, 2);
        x = stage(x, 512, 3, 1);
        x = aspp(x);
        if (decoder) {
            String skip = conv(low, 48, 1, 1, 1);
            x = conv(concat(resized(x), skip), 256, 3, 1, 1);
        } else {
            x = conv(x, 256, 3, 1, 1);
        }
        conv(x, CLASSES, 1, 1, 1);

        Cost cost = Cost.of(graph(), shapes());

        assertThat(cost.macs() / 1e9).isCloseTo(giga, withPercentage(1));
    }

    private String pooled() {
        String stem = conv("x", 64, 7, 2, 1);
        return node(
                "MaxPool",
                Attributes.NONE.with("kernel_shape", 3, 3).with("strides", 2, 2).with("pads", 1, 1, 1, 1),
                stem);
    }

    /** Bottlenecks with the stride in the first one's 3×3 convolution. */
    private String stage(String input, int width, int blocks, int stride) {
        String x = input;
        for (int i = 0; i < blocks; i++) {
            int s = i == 0 ? stride : 1;
            String y = conv(conv(conv(x, width, 1, 1, 1), width, 3, s, 1), 4 * width, 1, 1, 1);
            x = node("Add", Attributes.NONE, y, i == 0 ? conv(x, 4 * width, 1, s, 1) : x);
        }
        return x;
    }

    private String aspp(String x) {
        String pooled = conv(node("GlobalAveragePool", Attributes.NONE, x), 256, 1, 1, 1);
        // carried to 33×33 by a broadcast
        String everywhere = node("Add", Attributes.NONE, conv(x, 256, 1, 1, 1), pooled);
        return conv(
                concat(everywhere, conv(x, 256, 3, 1, 6), conv(x, 256, 3, 1, 12), conv(x, 256, 3, 1, 18), everywhere),
                256,
                1,
                1,
                1);
    }

    private String resized(String x) {
        weights.put("sizes", Tensor.vector(129, 129));
        Attributes linear = Attributes.NONE.with("mode", "linear").with("axes", 2, 3);
        return node("Resize", linear, x, "", "", "sizes");
    }

    private String concat(String... inputs) {
        return node("Concat", Attributes.NONE.with("axis", 1), inputs);
    }

    private String conv(String input, int channels, int kernel, int stride, int dilation) {
        int in = input.equals("x") ? 3 : shapes().of(input).size(1);
        Shape shape = Shape.of(channels, in, kernel, kernel);
        weights.computeIfAbsent("w" + shape, name -> Tensor.floats(shape, new float[(int) shape.elements()]));
        int pad = dilation * (kernel - 1) / 2;
        Attributes attributes = Attributes.NONE
                .with("strides", stride, stride)
                .with("dilations", dilation, dilation)
                .with("pads", pad, pad, pad, pad);
        return node("Conv", attributes, input, "w" + shape);
    }

    private String node(String op, Attributes attributes, String... inputs) {
        String name = op + count++;
        nodes.add(Node.of(op, name, attributes, inputs));
        return name;
    }

    private Graph graph() {
        List<Dimension> dims = List.of(Dimension.of(1), Dimension.of(3), Dimension.of(SIZE), Dimension.of(SIZE));
        String last = nodes.get(nodes.size() - 1).output();
        return new Graph(
                "deeplab",
                List.of(new TensorInfo("x", ElementType.FLOAT, dims)),
                List.of(new TensorInfo(last, ElementType.FLOAT, List.of())),
                nodes,
                weights);
    }

    private Shapes shapes() {
        return Shapes.infer(graph(), Map.of("x", Shape.of(1, 3, SIZE, SIZE)));
    }
}
