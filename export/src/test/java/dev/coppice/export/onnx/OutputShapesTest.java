package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.RuntimeShapes;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.keras.KerasFormat;
import dev.coppice.models.kit.KerasRows;
import dev.coppice.models.shape.OutputShapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every written output says how many axes it has, and which sizes are fixed. */
class OutputShapesTest {
    @TempDir
    private Path folder;

    @Test
    void an_output_has_the_sizes_that_do_not_depend_on_the_picture() throws IOException {
        TensorInfo image = new TensorInfo(
                "image",
                ElementType.FLOAT,
                List.of(Dimension.open("N"), Dimension.of(3), Dimension.open("H"), Dimension.open("W")));
        Attributes half = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        Graph graph = new Graph(
                "net",
                List.of(image),
                List.of(undeclared("same"), undeclared("small"), undeclared("flat")),
                List.of(
                        Node.of("Relu", "same", Attributes.NONE, "image"),
                        Node.of("MaxPool", "small", half, "image"),
                        Node.of("GlobalAveragePool", "flat", Attributes.NONE, "image")),
                Map.of());

        assertThat(written(OutputShapes.declare(graph))).containsExactly("N×3×H×W", "N×3×?×?", "N×3×1×1");
    }

    @Test
    void a_network_of_keras_declares_its_classes_last() throws IOException {
        String name = "net-unet-bilinear.keras";
        Path file = Files.write(folder.resolve(name), KerasRows.read().model(name));
        Graph graph = KerasFormat.INSTANCE
                .read(file, ReadOptions.by(RuntimeShapes.NONE))
                .graph();

        assertThat(written(graph)).containsExactly("N×32×32×5");
    }

    private static TensorInfo undeclared(String name) {
        return new TensorInfo(name, ElementType.FLOAT, List.of());
    }

    /** The shapes of outputs in the file. */
    private static List<String> written(Graph graph) throws InvalidProtocolBufferException {
        return ModelProto.parseFrom(OnnxWriter.bytes(graph, WriteOptions.PLAIN)).getGraph().getOutputList().stream()
                .map(output -> output.getType().getTensorType().getShape().getDimList().stream()
                        .map(OutputShapesTest::axis)
                        .collect(Collectors.joining("×")))
                .toList();
    }

    private static String axis(TensorShapeProto.Dimension axis) {
        return axis.hasDimValue()
                ? String.valueOf(axis.getDimValue())
                : axis.getDimParam().isEmpty() ? "?" : axis.getDimParam();
    }
}
