package dev.coppice.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.coppice.models.graph.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FourBitsTest {
    private final TensorReader reader = new TensorReader(Optional.empty());

    @Test
    void two_elements_are_in_a_byte_the_first_in_its_lower_half() {
        Tensor signed = reader.read(raw(TensorProto.DataType.INT4_VALUE, 0x8f, 0x07));
        Tensor unsigned = reader.read(raw(TensorProto.DataType.UINT4_VALUE, 0x8f, 0x07));

        assertThat(signed.toLongs()).containsExactly(-1, -8, 7);
        assertThat(unsigned.toLongs()).containsExactly(15, 8, 7);
        assertThat(FourBits.together(signed).array()).containsExactly(0x8f, 0x07);
        assertThat(FourBits.together(signed.select(0, 2, 0)).array()).containsExactly(0xf7);
    }

    @Test
    void a_list_of_numbers_holds_bytes() {
        TensorProto listed = TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.INT4_VALUE)
                .addDims(3)
                .addInt32Data(0x8f)
                .addInt32Data(0x07)
                .build();

        assertThat(reader.read(listed)).isEqualTo(reader.read(raw(TensorProto.DataType.INT4_VALUE, 0x8f, 0x07)));
    }

    @Test
    void other_numbers_of_bytes_are_refused() {
        TensorProto longer = raw(TensorProto.DataType.INT4_VALUE, 1, 2, 3);
        TensorProto listed = longer.toBuilder().clearRawData().addInt32Data(1).build();

        assertThatThrownBy(() -> reader.read(longer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("INT4 3 takes 2 bytes, the file holds 3");
        assertThatThrownBy(() -> reader.read(listed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it takes 2 bytes, the file holds 1");
    }

    private static TensorProto raw(int type, int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        return TensorProto.newBuilder()
                .setName("w")
                .setDataType(type)
                .addDims(3)
                .setRawData(ByteString.copyFrom(raw))
                .build();
    }
}
