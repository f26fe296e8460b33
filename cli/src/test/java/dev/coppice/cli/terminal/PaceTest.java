package dev.coppice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void tells_the_rate_and_the_time_left() {
        Pace pace = new Pace("evaluate", 0, 0);

        assertThat(pace.line(20, 100, "mIoU 0.70", 10 * SECOND))
                .hasToString("evaluate: 20 of 100, 2.0/s, 40 s left, mIoU 0.70");
    }

    @Test
    void slow_items_are_told_in_seconds_each() {
        Pace pace = new Pace("epoch", 0, 0);

        assertThat(pace.line(2, 40, "", 240 * SECOND)).hasToString("epoch: 2 of 40, 2 min 00 s each, 1 h 16 min left");
    }

    @Test
    void work_done_before_is_not_counted_into_the_rate() {
        Pace pace = new Pace("sweep", 0, 40);

        assertThat(pace.line(42, 50, "", 2 * SECOND)).hasToString("sweep: 42 of 50, 1.0/s, 8 s left");
    }

    @Test
    void the_end_tells_how_long_it_took() {
        Pace pace = new Pace("train", 0, 0);

        assertThat(pace.line(130, 130, "", 65 * SECOND)).hasToString("train: 130 of 130, 2.0/s, 1 min 05 s");
    }

    @Test
    void nothing_is_predicted_too_early_or_without_a_total() {
        Pace pace = new Pace("read", 0, 0);

        assertThat(pace.line(1, 9, "", SECOND / 10)).hasToString("read: 1 of 9");
        assertThat(pace.line(30, 0, "", SECOND)).hasToString("read: 30, 30/s, 1 s");
    }
}
