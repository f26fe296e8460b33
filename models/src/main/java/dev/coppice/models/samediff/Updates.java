package dev.coppice.models.samediff;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** An optimizer with its state over all weights: w ← w − update(gradient) − rate · decay · w. */
final class Updates implements AutoCloseable {
    private final double decay;
    private final RateSchedule schedule = new RateSchedule();
    private final GradientUpdater<?> updater;
    private final INDArray state;
    private int taken;

    /** Before the first step, for so many weights. */
    Updates(Optimizer optimizer, long weights) {
        decay = optimizer.weightDecay();
        IUpdater config = config(optimizer);
        long size = config.stateSize(weights);
        // plain SGD has no state, and ND4J no array without elements that it would take
        state = Nd4j.zeros(DataType.FLOAT, 1, Math.max(1, size));
        updater = size == 0 ? config.instantiate((INDArray) null, true) : config.instantiate(state, true);
    }

    private IUpdater config(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Adam adam) {
            return org.nd4j.linalg.learning.config.Adam.builder()
                    .learningRateSchedule(schedule)
                    .beta1(adam.beta1())
                    .beta2(adam.beta2())
                    .epsilon(adam.epsilon())
                    .build();
        }
        double momentum = ((Optimizer.Sgd) optimizer).momentum();
        return momentum == 0
                ? Sgd.builder().learningRateSchedule(schedule).build()
                : Nesterovs.builder()
                        .learningRateSchedule(schedule)
                        .momentum(momentum)
                        .build();
    }

    /** Steps taken so far. */
    int taken() {
        return taken;
    }

    /** One step; the gradients are gone afterwards. */
    void step(FlatWeights weights, LearningRate rate) {
        schedule.follow(rate);
        updater.applyUpdater(weights.gradients(), taken, 0);
        if (decay > 0) {
            Nd4j.getBlasWrapper()
                    .level1()
                    .axpy(weights.values().length(), decay * rate.at(taken), weights.values(), weights.gradients());
        }
        weights.values().subi(weights.gradients());
        taken++;
    }

    @Override
    public void close() {
        state.close();
    }
}
