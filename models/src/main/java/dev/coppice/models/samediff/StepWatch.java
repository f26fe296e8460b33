package dev.coppice.models.samediff;

import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseListener;
import org.nd4j.autodiff.listeners.Loss;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Hears of every step: tells the monitor, ends training where it must, and has the step's arrays given back. */
final class StepWatch extends BaseListener {
    private final TrainingMonitor monitor;
    private final BatchFeed feed;
    private final LearningRate rate;
    private @Nullable TrainingDivergedException diverged;

    StepWatch(TrainingMonitor monitor, BatchFeed feed, LearningRate rate) {
        this.monitor = monitor;
        this.feed = feed;
        this.rate = rate;
    }

    @Override
    public boolean isActive(Operation operation) {
        return operation == Operation.TRAINING;
    }

    @Override
    public void iterationDone(SameDiff sd, At at, MultiDataSet batch, Loss loss) {
        int step = at.iteration();
        double value = loss.getLosses()[0];
        batch.getFeatures(0).close();
        batch.getLabels(0).close();
        collect();
        if (!Double.isFinite(value)) {
            diverged = new TrainingDivergedException(step, value, rate.at(step));
            feed.stop();
        } else if (!monitor.afterStep(step, value)) {
            feed.stop();
        }
    }

    /** Throws what the last step made of the weights. */
    void complain() {
        if (diverged != null) {
            throw diverged;
        }
    }

    /**
     * ND4J gives native memory back only when Java's garbage collector finds the arrays dead, and they are so small on the
     * heap that it never looks. Without this every step works on freshly mapped pages, which takes longer than the arithmetic.
     */
    @SuppressWarnings("PMD.DoNotCallGarbageCollectionExplicitly")
    private static void collect() {
        System.gc();
    }
}
