package dev.coppice.samediff.train.batch;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Endless sequence of items in the order of their numbers. Another thread makes some of them ahead; closing ends it. */
public final class BatchStream<T> implements Iterator<T>, AutoCloseable {
    private final IntFunction<T> source;
    private final Queue<Future<T>> ahead = new ArrayDeque<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "coppice-batches");
        worker.setDaemon(true);
        return worker;
    });
    private int next;

    /**
     * Starts making items.
     *
     * @param ahead number of items made in advance
     * @param first number of the first item, from 0
     */
    public BatchStream(IntFunction<T> source, int ahead, int first) {
        this.source = source;
        this.next = first;
        for (int i = 0; i < ahead; i++) {
            order();
        }
    }

    private void order() {
        int number = next++;
        ahead.add(thread.submit(() -> source.apply(number)));
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public T next() {
        order();
        try {
            return ahead.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a training batch", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("cannot prepare a training batch", e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
