package dev.coppice.models.samediff;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Batches as ND4J takes them: one at a time, in the caller's thread, until the steps are done or the monitor says stop. */
final class BatchFeed implements MultiDataSetIterator {
    private static final long serialVersionUID = 1L;

    private final transient Training.Course course;
    private final transient Shape images;
    private final transient Shape targets;
    private int taken;
    private boolean stopped;

    BatchFeed(Training.Course course, Shape images, Shape targets) {
        this.course = course;
        this.images = images;
        this.targets = targets;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public boolean hasNext() {
        return !stopped && taken < course.steps() && course.batches().hasNext();
    }

    @Override
    public MultiDataSet next() {
        TrainingBatch batch = course.batches().next();
        expect("images", images, batch.imageShape());
        expect("targets", targets, batch.targetShape());
        taken++;
        INDArray x = Nd4j.create(batch.images(), Training.sizes(images), 'c');
        INDArray y = Nd4j.create(batch.targets(), Training.sizes(targets), 'c');
        return new org.nd4j.linalg.dataset.MultiDataSet(x, y);
    }

    private static void expect(String what, Shape expected, Shape actual) {
        if (!actual.equals(expected)) {
            throw new InvalidInputException(
                    "A training batch has " + what + " " + actual + ", the lowered network takes " + expected + ".");
        }
    }

    @Override
    public MultiDataSet next(int count) {
        return next();
    }

    @Override
    public void setPreProcessor(MultiDataSetPreProcessor preProcessor) {
        throw new UnsupportedOperationException("batches are taken as they are");
    }

    @Override
    @SuppressWarnings("NullAway") // ND4J's own contract: null where there is none
    public @Nullable MultiDataSetPreProcessor getPreProcessor() {
        return null;
    }

    @Override
    public boolean resetSupported() {
        return false;
    }

    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException("batches come once");
    }
}
