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
 * A pair of threads that share pictures, every other one each. Memory does not grow with the number of pictures. Each thread
 * keeps sums of its own, so the sums are the same in every run.
 *
 * @param task name of the work, for the progress
 * @param progress is told of every picture
 * @param cancellation is asked before every picture
 */
record PictureThreads(String task, Progress progress, Cancellation cancellation) {
    /** The number of threads. */
    static final int THREADS = 2;

    /** The place of a picture in a data set. */
    record Place(String split, String name) {}

    /**
     * Does the work on all places.
     *
     * @param worker makes the worker of one thread, by the thread's number
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
            // both threads end before a failure is passed on: the caller may free what they work with
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

    /** The joint progress of both threads. */
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

    /** Waits, and throws the same exception that ended the work. */
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
