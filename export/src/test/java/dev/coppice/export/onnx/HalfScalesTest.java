package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Quantisation of numbers in half precision, which operators do since opset 19. */
class HalfScalesTest {
    private static final Shape IMAGE = Shape.of(1, 3, 8, 8);

    private static Graph graph() {
        return NetworkBuilder.small()
                .constant("s", Tensor.halves(Shape.SCALAR, new float[] {0.25f}))
                .constant("z", Tensor.of(ElementType.INT8, Shape.SCALAR, ByteBuffer.allocate(1)))
                .node("Cast", "half", Attributes.NONE.with("to", ElementType.FLOAT16.code()), NetworkBuilder.IMAGE)
                .node("QuantizeLinear", "q", "half", "s", "z")
                .node("DequantizeLinear", "d", "q", "s", "z")
                .node("Cast", "y", Attributes.NONE.with("to", ElementType.FLOAT.code()), "d")
                .graph("y");
    }

    @Test
    void are_written_at_opset_19() throws IOException {
        byte[] model = OnnxWriter.bytes(graph(), WriteOptions.PLAIN);
        float[] image = new float[3 * 8 * 8];
        Arrays.fill(image, 0.6f);

        assertThat(ModelProto.parseFrom(model).getOpsetImport(0).getVersion()).isEqualTo(19);
        try (OnnxSession session = OnnxSession.open(model, "halves")) {
            assertThat(session.run(Tensor.floats(IMAGE, image), "y").toFloats()).containsOnly(0.5f);
        }
    }

    @Test
    void are_refused_at_an_older_opset() {
        WriteOptions older = WriteOptions.of(IMAGE).in(OnnxForm.USUAL.at(18));

        assertThatThrownBy(() -> OnnxWriter.bytes(graph(), older))
                .hasMessageContaining("(quantisation with scales in half precision)")
                .hasMessageContaining("opset is 18. Give 19 or more.");
    }
}
