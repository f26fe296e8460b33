package dev.coppice.eval.latency;

import dev.coppice.models.measure.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Times several tasks in turns, each a block of runs at a time with no other task open: what one leaves running (threads that
 * spin, memory) must not slow the next. A block of each makes a round.
 *
 * @param block how long each is
 * @param rounds at least
 * @param maximumRounds at most
 * @param budgetNanos no further round starts after so long, once the least rounds are done
 * @param clock nanoseconds, ever growing
 */
record BlockTimer(Block block, int rounds, int maximumRounds, long budgetNanos, LongSupplier clock) {
    /**
     * The runs of one task in one round.
     *
     * @param warmup runs that are not timed
     * @param runs that are timed at least
     * @param maximumRuns that are timed at most
     * @param nanos a block goes on for so long, while it has runs left
     */
    record Block(int warmup, int runs, int maximumRuns, long nanos) {}

    /** Something that is made ready by opening it. */
    interface Task extends AutoCloseable {
        /** What is timed. */
        void run();

        @Override
        void close();
    }

    /** Steady medians of a network of 150 ms in five rounds, within a time that people wait for. */
    static BlockTimer usual() {
        return new BlockTimer(new Block(2, 5, 25, 200_000_000L), 3, 7, 8_000_000_000L, System::nanoTime);
    }

    /** The nanoseconds of each task, a list of blocks. */
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
