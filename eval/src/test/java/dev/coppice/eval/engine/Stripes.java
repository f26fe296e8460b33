package dev.coppice.eval.engine;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.Sample;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.measure.ConfusionMatrix;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Bright and dark bands of 32×32 pixels, labelled by brightness. The labels have one frequency across the bands and none
 * along them.
 *
 * @param period period of the bands in pixels; 0 for pictures of one brightness, without any frequency
 * @param rows whether bands lie above each other (frequencies of the height) or side by side
 */
record Stripes(int period, boolean rows) implements Dataset {
    static final int SIZE = 32;

    /** A network of three convolutions with random weights. */
    static Network network() {
        Map<String, Tensor> constants = new TreeMap<>();
        List<Node> nodes = new ArrayList<>();
        String x = "input";
        int[] widths = {3, 6, 6, 2};
        for (int i = 0; i < 3; i++) {
            RandomStream random = RandomStream.of(5, i);
            Shape shape = Shape.of(widths[i + 1], widths[i], 3, 3);
            float[] values = new float[Math.toIntExact(shape.elements())];
            for (int j = 0; j < values.length; j++) {
                values[j] = (float) ((random.below(2001) - 1000) / 1000.0 * Math.sqrt(6.0 / (9 * widths[i])));
            }
            constants.put("w" + i, Tensor.floats(shape, values));
            constants.put("b" + i, Tensor.floats(Shape.of(widths[i + 1]), new float[widths[i + 1]]));
            String y = i == 2 ? "logits" : "c" + i;
            nodes.add(Node.of("Conv", y, Attributes.NONE.with("pads", 1, 1, 1, 1), x, "w" + i, "b" + i));
            x = y;
            if (i < 2) {
                nodes.add(Node.of("Relu", "r" + i, Attributes.NONE, x));
                x = "r" + i;
            }
        }
        List<Dimension> image = List.of(Dimension.open("N"), Dimension.of(3), Dimension.open("H"), Dimension.open("W"));
        Graph graph = new Graph(
                "stripes",
                List.of(new TensorInfo("input", ElementType.FLOAT, image)),
                List.of(new TensorInfo("logits", ElementType.FLOAT, List.of())),
                nodes,
                constants);
        InputSpec input = new InputSpec(
                "input",
                List.of(SIZE, SIZE),
                ChannelOrder.RGB,
                List.of(128.0, 128.0, 128.0),
                List.of(60.0, 60.0, 60.0));
        return new Network(
                graph,
                new NetworkCard(
                        "stripes", input, new OutputSpec("logits", OutputKind.LOGITS), List.of("dark", "bright")));
    }

    /** An evaluator that tells nothing, as the learning does not depend on it. */
    static Evaluator blind() {
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        matrix.add(0, 0);
        matrix.add(1, 1);
        return network -> Evaluation.of(matrix, List.of("dark", "bright"), 1);
    }

    @Override
    public String name() {
        return "stripes";
    }

    @Override
    public List<String> classes() {
        return List.of("dark", "bright");
    }

    @Override
    public OptionalInt ignore() {
        return OptionalInt.empty();
    }

    @Override
    public List<String> splits() {
        return List.of("train", "val");
    }

    @Override
    public List<String> names(String split) {
        return IntStream.range(0, 8).mapToObj(i -> "p" + i).toList();
    }

    @Override
    public Sample sample(String split, String name) {
        RandomStream random = RandomStream.of(split.length(), Integer.parseInt(name.substring(1)));
        int shift = random.below(Math.max(1, period));
        int[] pixels = new int[SIZE * SIZE];
        byte[] labels = new byte[SIZE * SIZE];
        for (int p = 0; p < pixels.length; p++) {
            int along = rows ? p / SIZE : p % SIZE;
            boolean bright = period == 0 ? name.hashCode() % 2 == 0 : (along + shift) % period < period / 2;
            pixels[p] = ((bright ? 160 : 60) + random.below(40)) * 0x010101;
            labels[p] = (byte) (bright ? 1 : 0);
        }
        return new Sample(name, RgbImage.of(SIZE, SIZE, pixels), LabelMap.of(SIZE, SIZE, labels));
    }
}
