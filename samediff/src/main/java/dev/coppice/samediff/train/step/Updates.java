package dev.coppice.samediff.train.step;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Optimizer with its state over all weights: w ← w − update(clipped gradient) − rate · decay · w. The state is one vector,
 * with the average of the weights, if there is one, at its end.
 */
final class Updates implements AutoCloseable {
    /** The offset in (1 + t) / (10 + t): an average of t steps spans about t / 9 of them, until it has the requested length. */
    private static final double HASTE = 10;

    private final Optimizer optimizer;
    private final RateSchedule schedule = new RateSchedule();
    private final GradientUpdater<?> updater;
    private final INDArray state;
    private final INDArray average;
    private int taken;

    /** Starts before the first step, for a number of weights. */
    Updates(Optimizer optimizer, long weights) {
        this.optimizer = optimizer;
        IUpdater config = config(optimizer.rule());
        long own = config.stateSize(weights);
        long averaged = optimizer.averaging() > 0 ? weights : 0;
        // plain SGD has no state, and ND4J has no empty array for it
        state = Nd4j.zeros(DataType.FLOAT, 1, Math.max(1, own + averaged));
        average = part(own, own + averaged);
        updater = own == 0 ? config.instantiate((INDArray) null, true) : config.instantiate(part(0, own), true);
    }

    private INDArray part(long from, long to) {
        return from == to
                ? state
                : state.get(NDArrayIndex.point(0), NDArrayIndex.interval(from, to))
                        .reshape(1, to - from);
    }

    private IUpdater config(Optimizer rule) {
        if (rule instanceof Optimizer.Adam adam) {
            return org.nd4j.linalg.learning.config.Adam.builder()
                    .learningRateSchedule(schedule)
                    .beta1(adam.beta1())
                    .beta2(adam.beta2())
                    .epsilon(adam.epsilon())
                    .build();
        }
        double momentum = ((Optimizer.Sgd) rule).momentum();
        return momentum == 0
                ? Sgd.builder().learningRateSchedule(schedule).build()
                : Nesterovs.builder()
                        .learningRateSchedule(schedule)
                        .momentum(momentum)
                        .build();
    }

    /** The number of steps so far. */
    int taken() {
        return taken;
    }

    /** The state of the optimizer, one vector. */
    INDArray state() {
        return state;
    }

    /** Continues after a number of steps; the {@link #state} is already set. */
    void goOnAfter(int steps) {
        taken = steps;
    }

    /** Takes one step; the gradients are overwritten. */
    void step(FlatWeights weights, LearningRate rate) {
        schedule.follow(rate);
        clip(weights.gradients());
        updater.applyUpdater(weights.gradients(), taken, 0);
        if (optimizer.weightDecay() > 0) {
            add(optimizer.weightDecay() * rate.at(taken), weights.values(), weights.gradients());
        }
        if (optimizer.averaging() > 0 && taken == 0) {
            average.assign(weights.values());
        }
        weights.values().subi(weights.gradients());
        if (optimizer.averaging() > 0) {
            average(weights.values());
        }
        taken++;
    }

    private void clip(INDArray gradients) {
        if (optimizer.largestNorm() < Double.POSITIVE_INFINITY) {
            double norm = gradients.norm2Number().doubleValue();
            if (norm > optimizer.largestNorm()) {
                gradients.muli(optimizer.largestNorm() / norm);
            }
        }
    }

    private void average(INDArray values) {
        double kept = Math.min(optimizer.averaging(), (1 + taken) / (HASTE + taken));
        average.muli(kept);
        add(1 - kept, values, average);
    }

    /** Adds a multiple of a vector to another one. */
    private static void add(double factor, INDArray vector, INDArray to) {
        Nd4j.getBlasWrapper().level1().axpy(to.length(), factor, vector, to);
    }

    /** The average of the weights; the weights themselves if there is no average or no step was taken. */
    INDArray averageOf(FlatWeights weights) {
        return optimizer.averaging() > 0 && taken > 0 ? average : weights.values();
    }

    @Override
    public void close() {
        state.close();
    }
}
