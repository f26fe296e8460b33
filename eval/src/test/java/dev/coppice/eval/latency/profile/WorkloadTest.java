package dev.coppice.eval.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Amounts in order: a constant, MACs, elements read and written, MACs in whole blocks and in left-over blocks, elements of
 * narrow maps and of unpacked maps.
 */
class WorkloadTest {
    private static final int MACS = 1;
    private static final int READ = 2;
    private static final int WRITTEN = 3;
    private static final int IN_BLOCKS = 4;
    private static final int LEFT_OVER = 5;
    private static final int NARROW = 6;
    private static final int UNPACKED = 7;
    private static final double MILLION = 1e6;

    /** An amount of the toy with these widths, in the first segment with these operators and maps of this height. */
    private static double amount(int first, int second, String operators, int height, int index) {
        TimedSegments timed = TimedSegments.of(new Toy(16, 24, first, second, 1).network());
        return timed.workloads().stream()
                        .filter(work -> work.kinds().get(1).equals(operators)
                                && work.kind().contains("1xcx" + height + "x"))
                        .findFirst()
                        .orElseThrow()
                        .amounts()
                        .get(index)
                * MILLION;
    }

    /** An amount of the second convolution, which goes from the first width to the second on maps of 8×12. */
    private static double second(int first, int second, int index) {
        return amount(first, second, "Conv+Relu", 8, index);
    }

    @ParameterizedTest
    @CsvSource({
        // channels read and written, both as they are computed
        "16, 16, 16, 16",
        "24, 20, 32, 32",
        "12, 20, 12, 32",
        "4, 4, 4, 16",
        "17, 64, 32, 64"
    })
    void blocks_are_whole_of_what_is_given_and_of_what_fills_one(int read, int given, int readAs, int givenAs) {
        assertThat(second(read, given, MACS)).isCloseTo(96.0 * 9 * read * given, within(1e-3));
        assertThat(second(read, given, IN_BLOCKS)).isCloseTo(96.0 * 9 * readAs * givenAs, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"16, 1", "32, 0", "48, 0", "64, 0", "65, 1", "80, 1", "96, 0", "144, 1"})
    void one_block_is_left_over_by_fours(int given, int blocks) {
        assertThat(second(16, given, LEFT_OVER)).isCloseTo(96.0 * 9 * 16 * 16 * blocks, within(1e-3));
    }

    @Test
    void the_picture_is_not_padded() {
        assertThat(amount(24, 16, "Conv+Relu", 16, IN_BLOCKS)).isCloseTo(384.0 * 9 * 3 * 32, within(1e-3));
        assertThat(amount(24, 16, "Conv+Relu", 16, READ)).isCloseTo(384.0 * 3, within(1e-3));
        assertThat(amount(24, 16, "Conv+Relu", 16, WRITTEN)).isCloseTo(384.0 * 24, within(1e-3));
    }

    @Test
    void pools_and_joins_unpack_maps_where_a_block_is_not_full() {
        assertThat(amount(32, 16, "Concat", 16, UNPACKED)).isZero();
        assertThat(amount(24, 16, "Concat", 16, UNPACKED)).isCloseTo(384.0 * (24 + 24), within(1e-3));
        assertThat(amount(24, 16, "MaxPool", 16, UNPACKED)).isCloseTo(384.0 * 24, within(1e-3));
        assertThat(amount(24, 16, "MaxPool", 16, NARROW)).isZero();
        assertThat(amount(24, 16, "Conv+Relu", 16, UNPACKED))
                .as("a convolution pads")
                .isZero();
    }

    @Test
    void maps_of_less_than_a_block_are_not_in_blocks() {
        assertThat(amount(12, 16, "Concat", 16, NARROW)).isCloseTo(384.0 * (12 + 12), within(1e-3));
        assertThat(amount(12, 16, "Concat", 16, UNPACKED)).isZero();
        assertThat(amount(16, 16, "MaxPool", 16, NARROW)).isZero();
    }
}
