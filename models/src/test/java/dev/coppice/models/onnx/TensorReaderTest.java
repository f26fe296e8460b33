package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.dims;
import static dev.coppice.models.kit.Messages.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Messages;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests of the fields in which ONNX stores the numbers of a tensor. */
class TensorReaderTest {
    private static final TensorReader READER = new TensorReader(Optional.empty());

    private static TensorProto.Builder of(DataType type, long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type.getNumber());
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        return tensor;
    }

    private static Tensor read(TensorProto.Builder tensor) {
        return READER.read(tensor.build());
    }

    @Test
    void floating_point_numbers_have_a_list_each() {
        assertThat(read(of(DataType.FLOAT, 2).addFloatData(1.5f).addFloatData(-2)))
                .isEqualTo(Tensor.floats(Shape.of(2), 1.5f, -2));
        Tensor doubles = read(of(DataType.DOUBLE, 1).addDoubleData(0.1));
        assertThat(doubles.type()).isEqualTo(ElementType.DOUBLE);
        assertThat(doubles.toDoubles()).containsExactly(0.1);
    }

    @Test
    void half_precision_is_stored_as_bits_in_32_bit_integers() {
        assertThat(read(of(DataType.FLOAT16, 3).addAllInt32Data(List.of(0x3c00, 0xc000, 0x3800))))
                .isEqualTo(Tensor.halves(Shape.of(3), 1, -2, 0.5f));
    }

    @Test
    void small_integers_are_stored_in_32_bits() {
        List<Integer> numbers = List.of(1, 0, 200);

        assertThat(read(of(DataType.UINT8, 3).addAllInt32Data(numbers)).toLongs())
                .containsExactly(1, 0, 200);
        assertThat(read(of(DataType.INT8, 3).addAllInt32Data(List.of(1, -128, 127)))
                        .toLongs())
                .containsExactly(1, -128, 127);
        assertThat(read(of(DataType.INT16, 2).addAllInt32Data(List.of(-32_768, 5)))
                        .toLongs())
                .containsExactly(-32_768, 5);
        assertThat(read(of(DataType.UINT16, 2).addAllInt32Data(List.of(65_535, 5)))
                        .toLongs())
                .containsExactly(65_535, 5);
        assertThat(read(of(DataType.INT32, 1).addInt32Data(-70_000)).toLongs()).containsExactly(-70_000);
        assertThat(read(of(DataType.BOOL, 2).addAllInt32Data(List.of(1, 0))).toLongs())
                .containsExactly(1, 0);
    }

    @Test
    void large_integers_are_stored_in_64_bits() {
        long large = 1L << 40;

        assertThat(read(of(DataType.INT64, 1).addInt64Data(-large)).toLongs()).containsExactly(-large);
        assertThat(read(of(DataType.UINT64, 1).addUint64Data(large)).toLongs()).containsExactly(large);
        assertThat(read(of(DataType.UINT32, 1).addUint64Data(4_000_000_000L)).toLongs())
                .containsExactly(4_000_000_000L);
    }

    @Test
    void a_number_without_dimensions_is_a_scalar_and_a_size_of_0_holds_nothing() {
        assertThat(read(of(DataType.FLOAT).addFloatData(7))).isEqualTo(Tensor.scalar(7));
        assertThat(read(of(DataType.FLOAT, 0, 3)).shape()).isEqualTo(Shape.of(0, 3));
    }

    private static void assertRefused(TensorProto.Builder tensor, String message) {
        assertThatThrownBy(() -> read(tensor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void what_does_not_fit_its_shape_is_refused() {
        assertRefused(of(DataType.FLOAT, 3).addFloatData(1), "FLOAT 3 has 3 elements, the file holds 1");
        assertRefused(floats("w", dims(3), 1, 2), "FLOAT 3 takes 12 bytes, the file holds 8");
        assertRefused(of(DataType.FLOAT, -2), "its dimensions are [-2], expected sizes from 0 to 2147483647");
        assertRefused(of(DataType.FLOAT, 1 << 30, 4), "its shape 1073741824×4 takes more than 2 GiB");
        assertRefused(
                of(DataType.FLOAT, 1 << 30, 1 << 30, 1 << 30),
                "its shape 1073741824×1073741824×1073741824 has more elements than can be counted");
        assertRefused(
                of(DataType.FLOAT, 1)
                        .setSegment(TensorProto.Segment.newBuilder().setBegin(0)),
                "it is stored in segments, which is not supported");
        assertRefused(of(DataType.STRING, 1), "element type 8 is not supported");
    }

    @Test
    void external_data_of_a_model_in_memory_are_refused() {
        assertRefused(
                of(DataType.FLOAT, 1)
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("w.bin")),
                "its data is in 'w.bin', but the model does not come from a file");
    }

    private static SparseTensorProto sparse(TensorProto.Builder indices, long... dims) {
        SparseTensorProto.Builder sparse = SparseTensorProto.newBuilder()
                .setValues(floats("w", dims(2), 5, 6))
                .setIndices(indices);
        for (long dim : dims) {
            sparse.addDims(dim);
        }
        return sparse.build();
    }

    @Test
    void sparse_values_stand_at_their_positions_or_indices() {
        Tensor expected = Tensor.floats(Shape.of(2, 3), 0, 5, 0, 0, 0, 6);
        TensorProto.Builder pairs = of(DataType.INT64, 2, 2).addAllInt64Data(List.of(0L, 1L, 1L, 2L));

        assertThat(READER.read(sparse(Messages.longs("i", 1, 5), 2, 3))).isEqualTo(expected);
        assertThat(READER.read(sparse(pairs, 2, 3))).isEqualTo(expected);
    }

    @Test
    void sparse_values_outside_are_refused() {
        assertThatThrownBy(() -> READER.read(sparse(Messages.longs("i", 1, 6), 2, 3)))
                .hasMessage("it has a value at 6, outside 2×3");
        assertThatThrownBy(() -> READER.read(sparse(Messages.longs("i", -1, 0), 2, 3)))
                .hasMessage("it has a value at -1, outside 2×3");
        assertThatThrownBy(() -> READER.read(sparse(Messages.longs("i", 1, 2, 3), 2, 3)))
                .hasMessage("it has 3 indices for 2 values of 2×3");
    }
}
