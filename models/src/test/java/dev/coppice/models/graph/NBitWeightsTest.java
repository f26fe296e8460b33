package dev.coppice.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the packing of weights of few bits. */
class NBitWeightsTest {
    @Test
    void the_lower_half_of_a_byte_is_the_first_of_two_inputs() {
        NBitWeights form = new NBitWeights(3, 2, 4, 4);

        Tensor steps = form.steps(bytes(Shape.of(2, 1, 2), 0x21, 0x43, 0x65, 0x87));

        assertThat(steps).hasToString("UINT4 3×2");
        // the fourth of a block is beyond the last input
        assertThat(steps.toLongs()).containsExactly(1, 5, 2, 6, 3, 7);
        assertThat(form.packed(steps).toLongs()).containsExactly(0x21, 0x03, 0x65, 0x07);
    }

    @Test
    void scales_and_zero_points_stand_by_output() {
        NBitWeights form = new NBitWeights(6, 2, 4, 2);

        assertThat(form.scales(Tensor.floats(Shape.of(6), 1, 2, 3, 4, 5, 6)).toFloats())
                .containsExactly(1, 4, 2, 5, 3, 6);
        Tensor zeros = form.zeros(bytes(Shape.of(4), 0x21, 0x03, 0x65, 0x07));
        assertThat(zeros.toLongs()).containsExactly(1, 5, 2, 6, 3, 7);
        assertThat(form.packedZeros(zeros)).isEqualTo(bytes(Shape.of(2, 2), 0x21, 0x03, 0x65, 0x07));
        assertThat(form.middle().toLongs()).containsOnly(8);
    }

    @ParameterizedTest
    @CsvSource({"32,8,4,16", "40,5,4,16", "32,8,8,16", "17,3,8,16", "64,1,4,32"})
    void what_is_packed_is_unpacked_again(int inputs, int outputs, int bits, int block) {
        NBitWeights form = new NBitWeights(inputs, outputs, bits, block);
        Random random = new Random(1);
        byte[] values = new byte[inputs * outputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) random.nextInt(1 << bits);
        }
        Tensor steps = Tensor.of(form.type(), Shape.of(inputs, outputs), ByteBuffer.wrap(values));

        assertThat(form.steps(form.packed(steps))).isEqualTo(steps);
        assertThat(form.zeros(form.packedZeros(form.middle()))).isEqualTo(form.middle());
    }

    @Test
    void sizes_that_do_not_fit_are_refused() {
        NBitWeights form = new NBitWeights(32, 2, 4, 16);

        assertThatThrownBy(() -> form.steps(bytes(Shape.of(3), 1, 2, 3)))
                .hasMessage("it has numbers UINT8 3, expected UINT8 2×16");
        assertThatThrownBy(() -> form.scales(Tensor.floats(Shape.of(3), 1, 2, 3)))
                .hasMessage("it has scales 3, expected 2×2");
        assertThatThrownBy(() -> new NBitWeights(32, 2, 3, 16))
                .hasMessage(
                        "it multiplies 32 inputs by weights of 2 outputs, 3 bits and blocks of 16, expected positive"
                                + " numbers, 4 or 8 bits and an even block");
    }

    private static Tensor bytes(Shape shape, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return Tensor.of(ElementType.UINT8, shape, bytes.flip());
    }
}
