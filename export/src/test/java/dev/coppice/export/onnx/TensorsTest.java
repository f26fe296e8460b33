package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TensorsTest {
    private static AttributeProto written(AttributeValue value) {
        List<AttributeProto> protos = Tensors.attributes(Attributes.of(Map.of("a", value)));
        assertThat(protos).singleElement().returns("a", AttributeProto::getName);
        return protos.get(0);
    }

    @Test
    void every_kind_of_attribute_says_what_it_is() {
        assertThat(written(new AttributeValue.Int(7))).returns(AttributeType.INT, AttributeProto::getType);
        assertThat(written(new AttributeValue.Int(7)).getI()).isEqualTo(7);
        assertThat(written(new AttributeValue.Real(0.5f)).getF()).isEqualTo(0.5f);
        assertThat(written(new AttributeValue.Real(0.5f)).getType()).isEqualTo(AttributeType.FLOAT);
        assertThat(written(new AttributeValue.Text("größer")).getS().toStringUtf8())
                .isEqualTo("größer");
        assertThat(written(new AttributeValue.Ints(List.of(1L, -2L))).getIntsList())
                .containsExactly(1L, -2L);
        assertThat(written(new AttributeValue.Ints(List.of())).getType()).isEqualTo(AttributeType.INTS);
    }

    @Test
    void lists_are_lists_even_of_one() {
        AttributeProto reals = written(new AttributeValue.Reals(List.of(0.25f)));
        AttributeProto texts = written(new AttributeValue.Texts(List.of("x", "")));

        assertThat(reals.getType()).isEqualTo(AttributeType.FLOATS);
        assertThat(reals.getFloatsList()).containsExactly(0.25f);
        assertThat(texts.getType()).isEqualTo(AttributeType.STRINGS);
        assertThat(texts.getStringsList().stream().map(text -> text.toStringUtf8()))
                .containsExactly("x", "");
    }

    @Test
    void a_tensor_is_written_raw_with_its_sizes() {
        Tensor value = Tensor.longs(Shape.of(2, 1), 3, -1);

        AttributeProto attribute = written(new AttributeValue.Data(value));

        assertThat(attribute.getType()).isEqualTo(AttributeType.TENSOR);
        assertThat(attribute.getT().getDataType()).isEqualTo(TensorProto.DataType.INT64_VALUE);
        assertThat(attribute.getT().getDimsList()).containsExactly(2L, 1L);
        assertThat(attribute.getT().getRawData().toByteArray())
                .containsExactly(3, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1);
    }
}
