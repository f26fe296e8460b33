package dev.coppice.export.onnx;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuntimeQuantizationTest {

    /** Weights in 8 bits with scales of a type, dequantised by an operator of a domain. */
    private static byte[] file(String domain, ElementType scales) {
        Node weights = new Node("w", domain, "DequantizeLinear", List.of("q", "s"), List.of("w"), axis());
        return OnnxWriter.bytes(
                NetworkBuilder.small()
                        .constant("q", Tensor.of(ElementType.INT8, Shape.of(2, 3, 1, 1), ByteBuffer.allocate(6)))
                        .constant("s", Tensor.reals(scales, Shape.of(2), 0.5f, 0.25f))
                        .node(weights)
                        .node("Cast", "single", Attributes.NONE.with("to", ElementType.FLOAT.code()), "w")
                        .node("Conv", "head", IMAGE, "single")
                        .graph("head"),
                WriteOptions.PLAIN);
    }

    private static Attributes axis() {
        return Attributes.NONE.with("axis", 0);
    }

    private static ModelProto again(String domain, ElementType scales) throws IOException {
        byte[] file = file(domain, scales);
        return ModelProto.parseFrom(OnnxWriter.bytes(OnnxReader.parse(file, "file"), WriteOptions.PLAIN));
    }

    private static NodeProto dequantising(ModelProto model) {
        return model.getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals("DequantizeLinear"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void scales_in_half_precision_keep_the_operator_of_the_runtime() throws IOException {
        ModelProto model = again("com.microsoft", ElementType.FLOAT16);

        assertThat(dequantising(model).getDomain()).isEqualTo("com.microsoft");
        assertThat(dequantising(model).getAttributeList())
                .extracting(attribute -> attribute.getName())
                .containsExactly("axis");
        assertThat(model.getOpsetImportList())
                .extracting(set -> set.getDomain() + " " + set.getVersion())
                .containsExactly(" 18", "com.microsoft 1");
    }

    @Test
    void scales_in_single_precision_and_operators_of_the_standard_are_those_of_the_standard() throws IOException {
        assertThat(dequantising(again("com.microsoft", ElementType.FLOAT)).getDomain())
                .isEmpty();
        assertThat(dequantising(again("", ElementType.FLOAT16)).getDomain()).isEmpty();
    }

    @Test
    void nodes_of_the_runtime_stand_beside_maps_that_are_resampled() throws IOException {
        Shape image = Shape.of(1, 3, 8, 8);
        Graph graph = OnnxReader.parse(file("com.microsoft", ElementType.FLOAT16), "file");
        Resample half = new Resample(Resampling.AREA, new Grid(1, 2));
        Graph resampled = GraphRewriter.apply(
                graph,
                List.of(
                        new GraphEdit.AddNode(half.node(IMAGE, "small")),
                        new GraphEdit.RewireInput("head", 0, "small")));

        ModelProto model = ModelProto.parseFrom(OnnxWriter.bytes(resampled, WriteOptions.of(image)));

        assertThat(dequantising(model).getDomain()).isEqualTo("com.microsoft");
        assertThat(model.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .contains("AveragePool");
    }
}
