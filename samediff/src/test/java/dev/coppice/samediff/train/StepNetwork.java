package dev.coppice.samediff.train;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import com.google.protobuf.ByteString;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.samediff.train.step.TrainingBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Network and batch of a {@link StepReference}, at its image size and with the weights of {@code step_reference.py}. */
final class StepNetwork {
    private final StepReference reference;
    private final Shape images;

    StepNetwork(StepReference reference) {
        this.reference = reference;
        this.images = reference.shape("images");
    }

    Network read(Path file) throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        GraphProto.Builder graph = model.getGraphBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto tensor = graph.getInitializer(i);
            if (tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE
                    && tensor.getRawData().isEmpty()
                    && tensor.getFloatDataCount() == 0) {
                graph.setInitializer(i, tensor.toBuilder().setRawData(values(tensor)));
            }
        }
        TensorShapeProto.Builder size =
                graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        for (int axis = 2; axis < images.rank(); axis++) {
            size.getDimBuilder(axis).setDimValue(images.size(axis));
        }
        String output = output(graph);
        graph.getOutputBuilderList()
                .forEach(info -> info.getTypeBuilder().getTensorTypeBuilder().clearShape());
        String name = String.valueOf(file.getFileName());
        Graph read = OnnxReader.parse(model.build().toByteArray(), name);
        return new Network(read, NetworkCard.unknown(name, read.inputs().get(0).name(), images, output));
    }

    /** The first output that is a map; the first of all in a classifier. */
    private static String output(GraphProto.Builder graph) {
        return graph.getOutputList().stream()
                .filter(info -> info.getType().getTensorType().getShape().getDimCount() > 3)
                .findFirst()
                .orElseGet(() -> graph.getOutput(0))
                .getName();
    }

    private ByteString values(TensorProto tensor) {
        int elements = 1;
        for (long size : tensor.getDimsList()) {
            elements = Math.toIntExact(elements * size);
        }
        double gain = reference.number("gain");
        double range = Math.sqrt(6.0 * tensor.getDims(0) / elements);
        boolean vector = tensor.getDimsCount() == 1;
        HashedNumbers numbers = new HashedNumbers(tensor.getName());
        ByteBuffer bytes = ByteBuffer.allocate(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            double u = numbers.uniform(i);
            bytes.putFloat((float) (vector ? gain * (0.5 + u) : gain * (2 * u - 1) * range));
        }
        return ByteString.copyFrom(bytes.flip());
    }

    float[] images() {
        HashedNumbers numbers = new HashedNumbers("image/" + reference.text("seed"));
        float[] values = new float[Math.toIntExact(images.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * numbers.uniform(i) - 1) * Math.sqrt(3));
        }
        return values;
    }

    TrainingBatch batch() {
        Shape output = reference.shape("output");
        int classes = output.size(1);
        Shape picture = output.asPicture();
        Shape shape = output.rank() > 2
                ? Shape.of(picture.size(0), picture.size(2), picture.size(3), classes)
                : Shape.of(output.size(0), 1, 1, classes);
        float[] targets = new float[Math.toIntExact(shape.elements())];
        int pixels = targets.length / classes;
        HashedNumbers numbers = new HashedNumbers("targets/" + reference.text("seed"));
        for (int i = 0; i < pixels; i++) {
            long bits = numbers.bits(i);
            if (Long.remainderUnsigned(bits, 8) != 0) {
                int first = Math.toIntExact((bits >>> 8) % classes);
                int second = Math.toIntExact((bits >>> 32) % classes);
                targets[i * classes + first] = (float) (0.75 / pixels);
                targets[i * classes + second] = (float) ((first == second ? 1 : 0.25) / pixels);
            }
        }
        return new TrainingBatch(images, images(), shape, targets);
    }
}
