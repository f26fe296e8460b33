package dev.coppice.eval.latency;

import dev.coppice.models.measure.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Timer of several tasks in turns. Each runs a block of runs at a time with no other task open, so that what one leaves
 * behind (spinning threads, memory) cannot slow the next. A block of each task makes a round.
 *
 * @param block length of a block
 * @param rounds smallest number of rounds
 * @param maximumRounds largest number of rounds
 * @param budgetNanos time in nanoseconds after which no further round starts, once the smallest number is done
 * @param clock monotonic clock in nanoseconds
 */
record BlockTimer(Block block, int rounds, int maximumRounds, long budgetNanos, LongSupplier clock) {
    /**
     * The length of a block: the runs of one task in one round.
     *
     * @param warmup number of runs before timing starts
     * @param runs smallest number of timed runs
     * @param maximumRuns largest number of timed runs
     * @param nanos time in nanoseconds that a block goes on for, up to the largest number of runs
     */
    record Block(int warmup, int runs, int maximumRuns, long nanos) {}

    /** A task that opening makes ready to run. */
    interface Task extends AutoCloseable {
        /** Does the work that is timed. */
        void run();

        @Override
        void close();
    }

    /** The default. It gives steady medians for a network of 150 ms in five rounds, within a time that people wait for. */
    static BlockTimer usual() {
        return new BlockTimer(new Block(2, 5, 25, 200_000_000L), 3, 7, 8_000_000_000L, System::nanoTime);
    }

    /** The nanoseconds of each task, as a list of blocks. */
    List<List<long[]>> time(List<Supplier<? extends Task>> tasks, Cancellation cancellation) {
        List<List<long[]>> blocks = new ArrayList<>();
        tasks.forEach(task -> blocks.add(new ArrayList<>()));
        long begin = clock.getAsLong();
        for (int round = 0; round < maximumRounds; round++) {
            if (round >= rounds && clock.getAsLong() - begin > budgetNanos) {
                break;
            }
            for (int i = 0; i < tasks.size(); i++) {
                cancellation.check();
                try (Task open = tasks.get(i).get()) {
                    blocks.get(i).add(time(open));
                }
            }
        }
        return blocks;
    }

    private long[] time(Task task) {
        for (int run = 0; run < block.warmup(); run++) {
            task.run();
        }
        List<Long> nanos = new ArrayList<>();
        long begin = clock.getAsLong();
        long end = begin;
        while (nanos.size() < block.runs() || (nanos.size() < block.maximumRuns() && end - begin < block.nanos())) {
            long start = clock.getAsLong();
            task.run();
            end = clock.getAsLong();
            nanos.add(end - start);
        }
        return nanos.stream().mapToLong(Long::longValue).toArray();
    }
}
