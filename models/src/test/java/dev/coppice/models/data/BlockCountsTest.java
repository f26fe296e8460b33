package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockCountsTest {
    private static final int VOID = 255;

    /** The rounding error of sums of at most 8 doubles in [0, 1]. */
    private static final double ROUNDING = 1e-15;

    @TempDir
    private Path folder;

    @Test
    void the_most_frequent_class_fills_a_block_and_void_has_no_say() {
        // blocks of 2×2: three of class 1; tie of 0 and 2; one of class 2 among void; all void
        LabelMap labels = map(8, 2, 1, 1, 2, 0, VOID, 2, VOID, VOID, 1, 0, 0, 2, VOID, VOID, VOID, VOID);

        LabelMap hard = BlockCounts.of(labels, 2, 3).hard(VOID);

        assertThat(hard).isEqualTo(map(8, 2, 1, 1, 0, 0, 2, 2, VOID, VOID, 1, 1, 0, 0, 2, 2, VOID, VOID));
    }

    @Test
    void blocks_at_the_border_are_smaller() {
        LabelMap labels = map(3, 3, 0, 0, 1, 0, 0, 1, 2, 2, 0);

        BlockCounts blocks = BlockCounts.of(labels, 2, 3);

        assertThat(blocks.rows()).isEqualTo(2);
        assertThat(blocks.columns()).isEqualTo(2);
        assertThat(blocks.labelled(0, 1)).isEqualTo(2);
        assertThat(blocks.labelled(1, 1)).isEqualTo(1);
        assertThat(blocks.fraction(1, 0, 2)).isEqualTo(1);
        assertThat(blocks.hard(VOID)).isEqualTo(labels);
    }

    @ParameterizedTest(name = "M = {0}")
    @ValueSource(ints = {1, 2, 3, 5, 8, 16, 100})
    void fractions_sum_to_one_and_counts_to_the_labelled_pixels(int side) {
        LabelMap labels = random(37, 23, 5, 7);
        BlockCounts blocks = BlockCounts.of(labels, side, 5);
        long pixels = 0;

        for (int row = 0; row < blocks.rows(); row++) {
            for (int column = 0; column < blocks.columns(); column++) {
                double sum = 0;
                for (int c = 0; c < 5; c++) {
                    sum += blocks.fraction(row, column, c);
                }
                assertThat(sum).isCloseTo(blocks.labelled(row, column) == 0 ? 0 : 1, within(ROUNDING));
                assertThat(blocks.majority(row, column) < 0).isEqualTo(blocks.labelled(row, column) == 0);
                pixels += blocks.labelled(row, column);
            }
        }

        assertThat(pixels).isEqualTo(37 * 23 - labels.histogram()[VOID]);
    }

    @Test
    void blocks_of_one_pixel_are_the_labels() {
        LabelMap labels = random(37, 23, 5, 8);

        assertThat(BlockCounts.of(labels, 1, 5).hard(VOID)).isEqualTo(labels);
    }

    @ParameterizedTest(name = "M = {0}")
    @ValueSource(ints = {1, 3, 8, 255})
    void counts_come_back_from_a_file_as_they_were(int side) throws IOException {
        LabelMap labels = random(300, 270, 4, side);
        BlockCounts blocks = BlockCounts.of(labels, side, 4);
        Path file = folder.resolve("counts.png");

        Pictures.writeCounts(file, blocks);

        assertThat(PictureReader.counts(file, labels, side, List.of("a", "b", "c", "d")))
                .isEqualTo(blocks);
    }

    /** Random classes, every seventh pixel void. */
    private static LabelMap random(int width, int height, int classes, long seed) {
        RandomStream random = RandomStream.of(seed);
        byte[] values = new byte[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i % 7 == 0 ? VOID : random.below(classes));
        }
        return LabelMap.of(width, height, values);
    }

    private static LabelMap map(int width, int height, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return LabelMap.of(width, height, bytes);
    }
}
