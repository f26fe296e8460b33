package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.dims;
import static dev.coppice.models.kit.Messages.floats;
import static dev.coppice.models.kit.Messages.integer;
import static dev.coppice.models.kit.Messages.ints;
import static dev.coppice.models.kit.Messages.tensor;
import static dev.coppice.models.kit.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttributeReaderTest {
    private static Attributes read(AttributeProto... protos) {
        return new AttributeReader(new TensorReader(Optional.empty())).read(List.of(protos));
    }

    private static AttributeProto.Builder of(AttributeType type) {
        return AttributeProto.newBuilder().setName("a").setType(type);
    }

    @Test
    void reads_numbers_texts_and_tensors() {
        Attributes attributes = read(
                integer("axis", -1),
                ints("pads", 1, 2),
                text("mode", "linear"),
                tensor("value", floats("", dims(2), 3, 4)),
                of(AttributeType.FLOAT).setF(0.5f).build());

        assertThat(attributes.integer("axis", 0)).isEqualTo(-1);
        assertThat(attributes.integers("pads")).containsExactly(1, 2);
        assertThat(attributes.text("mode", "")).isEqualTo("linear");
        assertThat(attributes.tensor("value")).contains(Tensor.floats(Shape.of(2), 3, 4));
        assertThat(attributes.real("a", 0)).isEqualTo(0.5f);
    }

    @Test
    void reads_lists() {
        AttributeProto.Builder texts = of(AttributeType.STRINGS)
                .addStrings(ByteString.copyFromUtf8("x"))
                .addStrings(ByteString.copyFromUtf8("ß"));

        assertThat(read(of(AttributeType.FLOATS).addFloats(1).addFloats(0.5f).build())
                        .reals("a"))
                .containsExactly(1f, 0.5f);
        assertThat(read(texts.build()).asMap()).containsEntry("a", new AttributeValue.Texts(List.of("x", "ß")));
    }

    private static void assertRefused(String message, AttributeProto... protos) {
        assertThatThrownBy(() -> read(protos))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refuses_what_has_no_meaning_in_a_graph() {
        assertRefused("attribute 'axis' is given twice", integer("axis", 1), integer("axis", 2));
        assertRefused(
                "attribute 'a' refers to a function's attribute outside a function",
                of(AttributeType.INT).setRefAttrName("b").build());
        assertRefused(
                "attribute 'a' is a sub-graph; control flow is not supported",
                of(AttributeType.GRAPH).build());
        assertRefused(
                "attribute 'a' is of kind SPARSE_TENSOR, which is not supported",
                of(AttributeType.SPARSE_TENSOR).build());
        assertRefused(
                "attribute 'value': FLOAT 3 takes 12 bytes, the file holds 4", tensor("value", floats("", dims(3), 1)));
    }
}
