package dev.coppice.eval.annotation;

import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Two threads that go through pictures, every other one on each: memory does not grow with their number, and sums that each
 * thread keeps for itself come out the same in every run.
 *
 * @param task for the progress
 * @param progress is told of every picture
 * @param cancellation is asked before every picture
 */
record PictureThreads(String task, Progress progress, Cancellation cancellation) {
    /** Two threads. */
    static final int THREADS = 2;

    /** Where a picture is. */
    record Place(String split, String name) {}

    /**
     * Does the work on all places.
     *
     * @param worker makes what one thread works with, by its number
     */
    void run(List<Place> places, IntFunction<Consumer<Place>> worker) {
        List<Consumer<Place>> workers =
                IntStream.range(0, THREADS).mapToObj(worker).toList();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, PictureThreads::thread);
        Done done = new Done(places.size());
        try {
            List<CompletableFuture<Void>> halves = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int first = t;
                Consumer<Place> work = workers.get(t);
                halves.add(CompletableFuture.runAsync(() -> half(places, first, work, done), threads));
            }
            // both have ended before a failure is handed on: what they work with may be cleared away then
            CompletableFuture.allOf(halves.toArray(new CompletableFuture<?>[0]))
                    .handle((nothing, failure) -> failure == null)
                    .join();
            halves.forEach(PictureThreads::join);
        } finally {
            threads.shutdownNow();
        }
    }

    private void half(List<Place> places, int first, Consumer<Place> work, Done done) {
        for (int i = first; i < places.size() && !done.failed; i += THREADS) {
            boolean finished = false;
            try {
                cancellation.check();
                work.accept(places.get(i));
                finished = true;
            } finally {
                done.failed |= !finished;
            }
            done.one();
        }
    }

    /** How far both threads are together. */
    private final class Done {
        private final int total;
        private int count;
        private volatile boolean failed;

        Done(int total) {
            this.total = total;
        }

        synchronized void one() {
            progress.update(task, ++count, total, "");
        }
    }

    /** Waits, and hands on the very exception that the work ended with. */
    private static void join(CompletableFuture<Void> half) {
        try {
            half.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "annotation");
        thread.setDaemon(true);
        return thread;
    }
}
