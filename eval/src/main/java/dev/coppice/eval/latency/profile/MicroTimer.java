package dev.coppice.eval.latency.profile;

import dev.coppice.export.runtime.OnnxRuntimeException;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Timer of micro-networks in ONNX Runtime, each alone in its own session. Other work on the machine only adds time, so of
 * several sessions the one with the smallest median counts.
 *
 * @param threads number of threads of a session
 * @param sessions number of sessions per network
 * @param runs smallest number of timed runs in each session, after two untimed ones
 * @param nanos time in nanoseconds that a session goes on for, while it has runs left
 * @param clock monotonic clock in nanoseconds
 * @param pause waits a number of milliseconds, for a busy machine
 */
record MicroTimer(int threads, int sessions, int runs, long nanos, LongSupplier clock, LongConsumer pause) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int WARMUP = 2;
    private static final int LONGER = 10;
    private static final int WHOLE_SESSIONS = 5;
    private static final int MAXIMUM_RUNS = 200;

    static MicroTimer usual(int threads) {
        return new MicroTimer(threads, 3, 5, 8_000_000L, System::nanoTime, MicroTimer::sleep);
    }

    /** The time of a network: typical of a whole one, else least. NaN if the runtime refuses it. */
    double time(MicroNetwork network) {
        return network.isWhole() ? typical(network) : milliseconds(network);
    }

    /** The median of the fastest session in milliseconds; NaN if the runtime refuses the network. */
    double milliseconds(MicroNetwork network) {
        OnnxSource source = OnnxSource.memory(network.timed(), network.what());
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < sessions; i++) {
            try (OnnxSession session = OnnxSession.open(source, threads)) {
                least = Math.min(least, median(session.repeated(network.inputs(), network.outputs())));
            } catch (OnnxRuntimeException e) {
                return Double.NaN;
            }
        }
        return least;
    }

    /** The median of the medians of several longer sessions, as latency is reported; NaN if the runtime refuses the network. */
    double typical(MicroNetwork network) {
        MicroTimer longer = new MicroTimer(threads, 1, runs, LONGER * nanos, clock, pause);
        double[] medians = new double[WHOLE_SESSIONS];
        for (int i = 0; i < WHOLE_SESSIONS; i++) {
            medians[i] = longer.milliseconds(network);
        }
        Arrays.sort(medians); // NaN sorts last, and occurs for all or none
        return medians[WHOLE_SESSIONS / 2];
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double median(Runnable run) {
        for (int i = 0; i < WARMUP; i++) {
            run.run();
        }
        long[] times = new long[MAXIMUM_RUNS];
        int count = 0;
        long begin = clock.getAsLong();
        long end = begin;
        while (count < runs || (count < MAXIMUM_RUNS && end - begin < nanos)) {
            long start = clock.getAsLong();
            run.run();
            end = clock.getAsLong();
            times[count++] = end - start;
        }
        Arrays.sort(times, 0, count);
        return times[count / 2] / NANOS_PER_MILLI;
    }
}
