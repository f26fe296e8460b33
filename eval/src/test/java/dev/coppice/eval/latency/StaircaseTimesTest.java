package dev.coppice.eval.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StaircaseTimesTest {
    /** Milliseconds of four 3×3 convolutions on AVX-512. */
    static final StaircaseTimes AVX512 = times(
            4, 0.33, 8, 0.65, 12, 1.03, 16, 1.13, 20, 3.16, 24, 3.31, 28, 3.35, 32, 3.32, 36, 7.35, 40, 7.33, 44, 7.39,
            48, 7.35, 52, 13.0, 56, 13.0, 60, 13.0, 64, 13.0);

    /** Milliseconds with blocks of eight. */
    private static final StaircaseTimes AVX2 = times(
            4, 0.4, 8, 0.6, 12, 1.9, 16, 1.8, 20, 4.0, 24, 4.1, 28, 7.0, 32, 6.9, 36, 11.0, 40, 10.9, 44, 15.6, 48,
            15.7, 52, 21.2, 56, 21.3, 60, 27.5, 64, 27.6);

    static StaircaseTimes times(double... pairs) {
        TreeMap<Integer, Double> millis = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            millis.put((int) pairs[i], pairs[i + 1]);
        }
        return new StaircaseTimes(millis);
    }

    /** The same with another time. */
    static StaircaseTimes with(StaircaseTimes times, int channels, double millis) {
        TreeMap<Integer, Double> changed = new TreeMap<>(times.millis());
        changed.put(channels, millis);
        return new StaircaseTimes(changed);
    }

    @Test
    void blocks_of_sixteen_are_found_and_smaller_edges_below_them() {
        assertThat(AVX512.edges()).containsExactly(4, 8, 12, 16, 32, 48, 64);
        assertThat(AVX512.block()).hasValue(16);
        assertThat(AVX512.staircase("AVX-512"))
                .hasValueSatisfying(staircase -> assertThat(staircase.edge(65)).isEqualTo(80));
    }

    @Test
    void blocks_of_eight_are_found() {
        assertThat(AVX2.edges()).containsExactly(4, 8, 16, 24, 32, 40, 48, 56, 64);
        assertThat(AVX2.block()).hasValue(8);
    }

    @Test
    void a_machine_without_blocks_has_an_edge_at_every_count() {
        TreeMap<Integer, Double> linear = new TreeMap<>();
        for (int channels = 4; channels <= 64; channels += 4) {
            linear.put(channels, 0.003 * channels * channels);
        }

        assertThat(new StaircaseTimes(linear).block()).hasValue(4);
    }

    @Test
    void no_edge_takes_as_long_as_a_larger_count() {
        for (StaircaseTimes times : List.of(AVX512, AVX2)) {
            times.millis().forEach((channels, millis) -> {
                boolean edge = times.edges().contains(channels);
                assertThat(times.millis().tailMap(channels + 1).values().stream()
                                .allMatch(t -> t > 1.05 * millis))
                        .as("%d channels", channels)
                        .isEqualTo(edge);
            });
        }
    }

    @Test
    void uneven_steps_are_no_staircase() {
        StaircaseTimes flat = times(4, 1.0, 8, 1.0, 12, 1.0, 16, 1.0);
        StaircaseTimes disturbed = with(AVX512, 56, 11.0);

        assertThat(flat.block()).isEmpty();
        assertThat(disturbed.block()).hasValue(8);
        assertThat(disturbed.isEven()).isFalse();
        assertThat(AVX512.isEven() && AVX2.isEven()).isTrue();
        assertThat(times(16, 1.1, 32, 3.3, 56, 7.3, 64, 13.0).staircase("a machine"))
                .isEmpty();
    }
}
