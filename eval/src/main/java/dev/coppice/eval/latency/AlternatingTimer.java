package dev.coppice.eval.latency;

import dev.coppice.models.measure.Cancellation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Times several tasks in turns: one run of each makes a round.
 *
 * @param warmup rounds that are not timed
 * @param minimum rounds that are timed at least
 * @param maximum rounds that are timed at most
 * @param budgetNanos no further round starts after so long, once the minimum is done
 * @param clock nanoseconds, ever growing
 */
record AlternatingTimer(int warmup, int minimum, int maximum, long budgetNanos, LongSupplier clock) {
    /** Enough rounds for a steady median of a slow network, within a time that people wait for. */
    static AlternatingTimer usual() {
        return new AlternatingTimer(5, 20, 200, 20_000_000_000L, System::nanoTime);
    }

    /** The figures of each task by its name. */
    Map<String, LatencyFigures> time(Map<String, Runnable> tasks, Cancellation cancellation) {
        for (int round = 0; round < warmup; round++) {
            tasks.values().forEach(Runnable::run);
        }
        Map<String, List<Long>> timings = new LinkedHashMap<>();
        tasks.keySet().forEach(name -> timings.put(name, new ArrayList<>()));
        long begin = clock.getAsLong();
        for (int round = 0; round < maximum; round++) {
            if (round >= minimum && clock.getAsLong() - begin > budgetNanos) {
                break;
            }
            cancellation.check();
            tasks.forEach((name, task) -> {
                long start = clock.getAsLong();
                task.run();
                timings.computeIfAbsent(name, n -> new ArrayList<>()).add(clock.getAsLong() - start);
            });
        }
        Map<String, LatencyFigures> figures = new LinkedHashMap<>();
        timings.forEach((name, nanos) -> figures.put(
                name,
                LatencyFigures.of(nanos.stream().mapToLong(Long::longValue).toArray())));
        return figures;
    }
}
