package dev.coppice.eval;

import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.onnx.RandomWeights;
import dev.coppice.models.shape.Shapes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An architecture of the shared corpus as a network with random weights. */
public final class CorpusModel {
    private CorpusModel() {}

    /** Reads a file and gives it random weights. */
    public static Network read(Path file, long seed) {
        return network(OnnxReader.readModel(file, new RandomWeights(seed)).graph());
    }

    /** Gives a graph a made-up card that fits. */
    public static Network network(Graph graph) {
        List<Dimension> dims = graph.inputs().get(0).dimensions();
        int[] sizes = new int[dims.size()];
        Arrays.setAll(sizes, axis -> axis == 0 ? 1 : dims.get(axis).size());
        return network(graph, Shape.of(sizes));
    }

    /** Gives a graph a made-up card for images of this shape. */
    static Network network(Graph graph, Shape image) {
        TensorInfo in = graph.inputs().get(0);
        int channels = image.size(1);
        InputSpec input = new InputSpec(
                in.name(),
                Arrays.stream(image.sizes()).skip(2).boxed().toList(),
                ChannelOrder.RGB,
                Collections.nCopies(channels, 0.0),
                Collections.nCopies(channels, 1.0));
        String output = graph.outputs().get(0).name();
        int classes = Shapes.infer(graph, Map.of(in.name(), input.shape(1)))
                .of(output)
                .size(1);
        NetworkCard card = new NetworkCard(
                graph.name(),
                input,
                new OutputSpec(output, OutputKind.LOGITS),
                IntStream.range(0, classes).mapToObj(i -> "class " + i).toList());
        return new Network(graph, card);
    }
}
