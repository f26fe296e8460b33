package dev.coppice.eval.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BlockTimerTest {
    private final List<String> events = new ArrayList<>();
    private long now;

    @Test
    void tasks_run_in_turns_with_one_open_at_a_time() {
        new BlockTimer(new BlockTimer.Block(0, 2, 9, 0), 2, 2, 0, () -> now).time(tasks(), new Cancellation());

        List<String> round =
                List.of("open slow", "slow", "slow", "close slow", "open fast", "fast", "fast", "close fast");
        assertThat(events).hasSize(16).startsWith(round.toArray(String[]::new)).endsWith(round.toArray(String[]::new));
    }

    @Test
    void warm_up_is_not_timed() {
        List<List<long[]>> blocks =
                new BlockTimer(new BlockTimer.Block(3, 1, 9, 0), 1, 1, 0, () -> now).time(tasks(), new Cancellation());

        assertThat(events).filteredOn("slow"::equals).hasSize(4);
        assertThat(blocks.get(0)).containsExactly(new long[] {3_000_000});
        assertThat(blocks.get(1)).containsExactly(new long[] {1_000_000});
    }

    @Test
    void a_block_of_a_fast_task_takes_more_runs() {
        List<List<long[]>> blocks = new BlockTimer(new BlockTimer.Block(0, 2, 8, 10_000_000), 1, 1, 0, () -> now)
                .time(tasks(), new Cancellation());

        assertThat(blocks.get(0).get(0)).hasSize(4);
        assertThat(blocks.get(1).get(0)).as("and at most so many").hasSize(8);
    }

    @Test
    void no_round_starts_after_the_budget() {
        List<List<long[]>> blocks = new BlockTimer(new BlockTimer.Block(0, 1, 9, 0), 2, 100, 15_000_000, () -> now)
                .time(tasks(), new Cancellation());

        assertThat(blocks.get(0)).hasSize(4);
        assertThat(blocks.get(1)).hasSize(4);
    }

    @Test
    void stops_when_asked_to() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();

        assertThatThrownBy(() -> new BlockTimer(new BlockTimer.Block(0, 2, 9, 0), 2, 2, 0, () -> now)
                        .time(tasks(), cancellation))
                .isInstanceOf(CancelledException.class);
    }

    private List<Supplier<? extends BlockTimer.Task>> tasks() {
        return List.of(() -> new Recorded("slow", 3_000_000), () -> new Recorded("fast", 1_000_000));
    }

    /** A task that takes a fixed time by the test's clock. */
    private final class Recorded implements BlockTimer.Task {
        private final String name;
        private final long nanos;

        Recorded(String name, long nanos) {
            this.name = name;
            this.nanos = nanos;
            events.add("open " + name);
        }

        @Override
        public void run() {
            events.add(name);
            now += nanos;
        }

        @Override
        public void close() {
            events.add("close " + name);
        }
    }
}
