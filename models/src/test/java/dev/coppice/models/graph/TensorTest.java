package dev.coppice.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class TensorTest {
    private static final Tensor MATRIX = Tensor.floats(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

    @Test
    void selects_rows_in_the_order_given() {
        assertThat(MATRIX.select(0, 1, 0).toFloats()).containsExactly(4, 5, 6, 1, 2, 3);
    }

    @Test
    void selects_neighbours_repeats_and_none() {
        assertThat(MATRIX.select(1, 1, 2, 0, 0, 1).toFloats()).containsExactly(2, 3, 1, 1, 2, 5, 6, 4, 4, 5);
        assertThat(MATRIX.select(1).shape()).isEqualTo(Shape.of(2, 0));
    }

    @Test
    void selects_columns() {
        Tensor columns = MATRIX.select(1, 0, 2);

        assertThat(columns.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(columns.toFloats()).containsExactly(1, 3, 4, 6);
    }

    /** Every half converts to itself. A number between two halves goes to the nearer one, in the middle to the even one. */
    @Test
    void makes_halves_of_the_nearest_value() {
        for (int bits = 0; bits < 0x7c00; bits++) {
            ByteBuffer one =
                    ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) bits);
            float value =
                    Tensor.of(ElementType.FLOAT16, Shape.of(1), one.flip()).toFloats()[0];

            assertThat(Tensor.halves(Shape.of(2), value, -value).toFloats()).containsExactly(value, -value);
        }
        assertThat(Tensor.halves(Shape.of(5), 2049, 2051, 65519, 65520, 0x1p-25f)
                        .toFloats())
                .containsExactly(2048, 2052, 65504, Float.POSITIVE_INFINITY, 0);
    }

    @Test
    void refuses_an_index_outside_the_axis() {
        assertThatThrownBy(() -> MATRIX.select(1, 3)).hasMessage("index 3 on axis 1 of 2×3");
    }

    @Test
    void refuses_data_of_another_size() {
        assertThatThrownBy(() -> Tensor.floats(Shape.of(2, 2), 1, 2, 3))
                .hasMessage("a FLOAT tensor 2×2 takes 16 bytes, not 12");
    }

    @Test
    void reads_half_precision() {
        ByteBuffer halves = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits : new int[] {0x3c00, 0xc000, 0x0001, 0x7c00, 0x3555}) {
            halves.putShort((short) bits);
        }

        float[] values =
                Tensor.of(ElementType.FLOAT16, Shape.of(5), halves.flip()).toFloats();

        assertThat(values).containsExactly(1f, -2f, 0x1p-24f, Float.POSITIVE_INFINITY, 0.33325195f);
    }

    @Test
    void cannot_be_written_through_its_bytes() {
        assertThat(MATRIX.bytes().isReadOnly()).isTrue();
    }
}
