package dev.coppice.models.onnx;

import static dev.coppice.models.onnx.Messages.longs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttributeReaderTest {
    private final TensorReader reader = new TensorReader(Optional.empty());
    private final AttributeReader attributes = new AttributeReader(reader);

    private static TensorProto.Builder list(int type) {
        return TensorProto.newBuilder().setDataType(type).addDims(2);
    }

    private Tensor sparse(TensorProto.Builder values, TensorProto.Builder indices, long... sizes) {
        SparseTensorProto.Builder sparse =
                SparseTensorProto.newBuilder().setValues(values).setIndices(indices);
        for (long size : sizes) {
            sparse.addDims(size);
        }
        return reader.read(sparse.build());
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    @Test
    void numbers_of_every_kind_may_be_listed() {
        Tensor doubles = reader.read(
                list(DataType.DOUBLE_VALUE).addDoubleData(0.1).addDoubleData(-2).build());
        Tensor unsigned = reader.read(list(DataType.UINT64_VALUE)
                .addUint64Data(7)
                .addUint64Data(1L << 40)
                .build());
        Tensor words = reader.read(
                list(DataType.UINT32_VALUE).addUint64Data(7).addUint64Data(9).build());
        Tensor integers = reader.read(
                list(DataType.INT32_VALUE).addInt32Data(-7).addInt32Data(9).build());
        Tensor shorts = reader.read(
                list(DataType.INT16_VALUE).addInt32Data(-300).addInt32Data(300).build());
        Tensor halves = reader.read(list(DataType.FLOAT16_VALUE)
                .addInt32Data(0x3c00)
                .addInt32Data(0xc000)
                .build());
        Tensor bytes = reader.read(
                list(DataType.UINT8_VALUE).addInt32Data(200).addInt32Data(3).build());

        assertThat(doubles.toDoubles()).containsExactly(0.1, -2);
        assertThat(unsigned.toLongs()).containsExactly(7, 1L << 40);
        assertThat(words.toLongs()).containsExactly(7, 9);
        assertThat(integers.toLongs()).containsExactly(-7, 9);
        assertThat(shorts.toLongs()).containsExactly(-300, 300);
        assertThat(halves.type()).isEqualTo(ElementType.FLOAT16);
        assertThat(halves.toFloats()).containsExactly(1, -2);
        assertThat(bytes.toLongs()).containsExactly(200, 3);
    }

    @Test
    void attributes_of_every_kind_are_read() {
        Attributes read = attributes.read(List.of(
                attribute("real", AttributeType.FLOAT).setF(0.5f).build(),
                attribute("reals", AttributeType.FLOATS)
                        .addFloats(1)
                        .addFloats(2)
                        .build(),
                attribute("texts", AttributeType.STRINGS)
                        .addStrings(ByteString.copyFromUtf8("é"))
                        .build(),
                attribute("tensor", AttributeType.TENSOR).setT(longs("t", 4)).build()));

        assertThat(read.real("real", 0)).isEqualTo(0.5f);
        assertThat(read.reals("reals")).containsExactly(1f, 2f);
        assertThat(read.tensor("tensor")).contains(Tensor.vector(4));
        assertThat(read.asMap().get("texts").toString()).contains("é");
    }

    @Test
    void attributes_that_cannot_be_read_are_named() {
        AttributeProto one = attribute("a", AttributeType.INT).setI(1).build();

        assertThatThrownBy(() -> attributes.read(List.of(one, one))).hasMessage("attribute 'a' is given twice");
        assertThatThrownBy(() -> attributes.read(List.of(
                        attribute("a", AttributeType.INT).setRefAttrName("b").build())))
                .hasMessage("attribute 'a' refers to a function's attribute outside a function");
        assertThatThrownBy(() -> attributes.read(
                        List.of(attribute("a", AttributeType.GRAPH).build())))
                .hasMessage("attribute 'a' is a sub-graph; control flow is not supported");
        assertThatThrownBy(() -> attributes.read(
                        List.of(attribute("a", AttributeType.SPARSE_TENSOR).build())))
                .hasMessage("attribute 'a' is of kind SPARSE_TENSOR, which is not supported");
        assertThatThrownBy(() -> attributes.read(List.of(attribute("a", AttributeType.TENSOR)
                        .setT(list(DataType.FLOAT_VALUE))
                        .build())))
                .hasMessageStartingWith("attribute 'a': ")
                .hasMessageEndingWith(" has 2 elements, the file holds 0");
    }
}
