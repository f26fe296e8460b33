package dev.coppice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.eval.sweep.PointAnswer;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EarlyFailuresTest {
    private static final PointAnswer FAILED = PointAnswer.failed("p", "executor 0 on bad: other version");

    private long now = 1;
    private final EarlyFailures failures = new EarlyFailures(() -> now);

    @Test
    void what_the_first_machine_fails_is_tried_again_on_the_second() {
        failures.machines(1);
        assertThat(failures.holds(FAILED)).isTrue();
        assertThat(failures.again()).isEmpty();
        assertThat(failures.last()).isEmpty();

        failures.machines(2);
        assertThat(failures.again()).containsExactly("p");
        assertThat(failures.again()).isEmpty();
    }

    @Test
    void once_no_machine_comes_any_more_it_has_failed() {
        failures.machines(1);
        failures.holds(FAILED);

        now += EarlyFailures.SETTLING.toNanos();

        assertThat(failures.last()).containsExactly(FAILED);
        assertThat(failures.last()).isEmpty();
        assertThat(failures.holds(FAILED)).isFalse();
    }

    @Test
    void the_time_begins_with_the_first_machine() {
        now += Duration.ofHours(1).toNanos();
        failures.machines(1);

        assertThat(failures.holds(FAILED)).isTrue();
    }

    @Test
    void a_result_is_not_held() {
        failures.machines(1);

        assertThat(failures.holds(new PointAnswer("p", "executor 0 on good", ByteBuffer.allocate(1), "")))
                .isFalse();
    }
}
