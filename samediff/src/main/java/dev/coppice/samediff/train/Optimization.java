package dev.coppice.samediff.train;

import dev.coppice.samediff.train.step.Optimizer;

/**
 * Settings of how training steps change a network.
 *
 * @param optimizer optimizer, which turns gradients into updates
 * @param schedule schedule of the learning rate
 * @param batchNorm mode of batch normalisations
 * @param statistics number of pictures for re-estimating batch statistics, at least 1
 * @param frozen layers that are not trained
 */
public record Optimization(
        Optimizer optimizer, Schedule schedule, BatchNormMode batchNorm, int statistics, Freezing frozen) {
    /** The defaults: Adam at 1e-3 with a cosine, and statistics of each batch. */
    static final Optimization DEFAULT =
            new Optimization(Optimizer.Adam.DEFAULT, Schedule.cosine(1e-3), BatchNormMode.BATCH, 32, Freezing.NONE);

    public Optimization {
        RetrainOptions.atLeastOne("pictures for batch statistics", statistics);
    }

    Optimization withOptimizer(Optimizer changed) {
        return new Optimization(changed, schedule, batchNorm, statistics, frozen);
    }

    Optimization withSchedule(Schedule changed) {
        return new Optimization(optimizer, changed, batchNorm, statistics, frozen);
    }

    Optimization withBatchNorm(BatchNormMode changed) {
        return new Optimization(optimizer, schedule, changed, statistics, frozen);
    }

    Optimization withStatistics(int changed) {
        return new Optimization(optimizer, schedule, batchNorm, changed, frozen);
    }

    Optimization withFrozen(Freezing changed) {
        return new Optimization(optimizer, schedule, batchNorm, statistics, changed);
    }
}
