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
import dev.coppice.models.shape.Shapes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;

/**
 * An architecture of the shared corpus as a network: weights that the file left out are filled in, of rank 2 and more
 * normal with σ = √(2 / fan-in), of rank 1 uniform in [0.5, 1.5].
 */
final class CorpusModel {
    private CorpusModel() {}

    static Network read(Path file, long seed) throws IOException {
        Onnx.ModelProto model;
        try (InputStream in = Files.newInputStream(file)) {
            model = Onnx.ModelProto.parseFrom(in);
        }
        Onnx.ModelProto.Builder filled = model.toBuilder();
        Random random = new Random(seed);
        for (Onnx.TensorProto.Builder tensor : filled.getGraphBuilder().getInitializerBuilderList()) {
            if (tensor.getDataType() == Onnx.TensorProto.DataType.FLOAT_VALUE
                    && tensor.getRawData().isEmpty()
                    && tensor.getFloatDataCount() == 0) {
                tensor.setRawData(values(tensor.getDimsList(), random));
            }
        }
        return network(OnnxReader.parse(filled.build().toByteArray(), file.toString()));
    }

    private static ByteString values(List<Long> dims, Random random) {
        int elements = Math.toIntExact(dims.stream().reduce(1L, (a, b) -> a * b));
        double deviation = Math.sqrt(2.0 * dims.get(0) / elements);
        ByteBuffer bytes = ByteBuffer.allocate(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            bytes.putFloat(dims.size() > 1 ? (float) (random.nextGaussian() * deviation) : 0.5f + random.nextFloat());
        }
        return ByteString.copyFrom(bytes.flip());
    }

    /** With a card made up to fit. */
    static Network network(Graph graph) {
        TensorInfo in = graph.inputs().get(0);
        List<Dimension> dims = in.dimensions();
        int channels = dims.get(1).size();
        InputSpec input = new InputSpec(
                in.name(),
                dims.get(2).size(),
                dims.get(3).size(),
                ChannelOrder.RGB,
                Collections.nCopies(channels, 0.0),
                Collections.nCopies(channels, 1.0));
        String output = graph.outputs().get(0).name();
        int classes = Shapes.infer(graph, Map.of(in.name(), Shape.of(1, channels, input.height(), input.width())))
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
