package dev.coppice.eval.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlternatingTimerTest {
    private final List<String> ran = new ArrayList<>();
    private long now;

    @Test
    void tasks_run_in_turns_and_warm_up_is_not_timed() {
        Map<String, LatencyFigures> figures =
                new AlternatingTimer(1, 2, 2, 0, () -> now).time(tasks(), new Cancellation());

        assertThat(ran).containsExactly("slow", "fast", "slow", "fast", "slow", "fast");
        assertThat(figures)
                .containsExactly(
                        Map.entry("slow", new LatencyFigures(3, 3, 2)), Map.entry("fast", new LatencyFigures(1, 1, 2)));
    }

    @Test
    void no_round_starts_after_the_budget() {
        Map<String, LatencyFigures> figures =
                new AlternatingTimer(0, 2, 100, 15_000_000, () -> now).time(tasks(), new Cancellation());

        assertThat(figures.get("fast")).isEqualTo(new LatencyFigures(1, 1, 4));
    }

    @Test
    void stops_when_asked_to() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();

        assertThatThrownBy(() -> new AlternatingTimer(0, 2, 2, 0, () -> now).time(tasks(), cancellation))
                .isInstanceOf(CancelledException.class);
    }

    private Map<String, Runnable> tasks() {
        Map<String, Runnable> tasks = new LinkedHashMap<>();
        tasks.put("slow", () -> run("slow", 3_000_000));
        tasks.put("fast", () -> run("fast", 1_000_000));
        return tasks;
    }

    private void run(String name, long nanos) {
        ran.add(name);
        now += nanos;
    }
}
