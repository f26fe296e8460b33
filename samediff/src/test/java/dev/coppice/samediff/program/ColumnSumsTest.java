package dev.coppice.samediff.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ColumnSumsTest {
    @Test
    void each_channel_is_summed_over_images_and_pixels() {
        INDArray maps = Nd4j.arange(2 * 3 * 5 * 4).castTo(DataType.FLOAT).reshape(2, 3, 5, 4);
        try (ColumnSums sums = new ColumnSums(2, 3, 5, 4)) {
            for (int run = 0; run < 2; run++) {
                INDArray found = sums.of(maps);

                // 30 numbers each, from c in steps of 4
                for (int c = 0; c < 4; c++) {
                    assertThat(found.getDouble(0, c)).isEqualTo(30 * c + 4 * 29 * 30 / 2);
                }
            }
        }
    }

    @Test
    void rounding_does_not_pile_up_along_a_map() {
        try (ColumnSums sums = new ColumnSums(4, 256, 320, 3);
                INDArray maps = Nd4j.valueArrayOf(new long[] {4, 256, 320, 3}, 0.1f, DataType.FLOAT)) {
            double expected = 4 * 256 * 320 * (double) 0.1f;

            assertThat(sums.of(maps).getDouble(0, 1)).isCloseTo(expected, within(1e-5 * expected));
        }
    }
}
