package dev.coppice.samediff.train.step;

import org.nd4j.linalg.schedule.ISchedule;

/** Schedule for ND4J that returns the current learning rate, as ND4J keeps one schedule for the life of an updater. */
final class RateSchedule implements ISchedule {
    private static final long serialVersionUID = 1L;

    private transient LearningRate rate = step -> 0;

    void follow(LearningRate next) {
        rate = next;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return rate.at(iteration);
    }

    /** Returns the same object, as every copy must follow the same rate. */
    @Override
    @SuppressWarnings({"PMD.ProperCloneImplementation", "super-clone"})
    public ISchedule clone() {
        return this;
    }
}
