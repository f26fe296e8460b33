package dev.coppice.eval.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyFiguresTest {
    @Test
    void the_median_lies_between_the_middle_two() {
        assertThat(LatencyFigures.of(4_000_000, 1_000_000, 3_000_000, 9_000_000))
                .isEqualTo(new LatencyFigures(3.5, 9, 4));
    }

    @Test
    void one_in_twenty_takes_longer_than_the_95th_percentile() {
        long[] nanos = LongStream.rangeClosed(1, 100).map(i -> i * 1_000_000).toArray();

        assertThat(LatencyFigures.of(nanos)).isEqualTo(new LatencyFigures(50.5, 95, 100));
    }
}
