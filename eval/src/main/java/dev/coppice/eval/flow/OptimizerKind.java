package dev.coppice.eval.flow;

import dev.coppice.samediff.train.RetrainChanges;
import dev.coppice.samediff.train.step.Optimizer;

/** An optimizer by name, with the constants and the learning rate that it usually goes with. */
public enum OptimizerKind {
    /** Adam without weight decay. */
    ADAM,
    /** Adam with a weight decay of 0.01. */
    ADAMW,
    /** Nesterov's momentum 0.9 and a learning rate of 0.01. */
    SGD;

    private static final double SGD_RATE = 1e-2;
    private static final double SGD_MOMENTUM = 0.9;
    private static final double ADAMW_DECAY = 1e-2;

    /** Takes this optimizer instead of another. */
    public void in(RetrainChanges changes) {
        switch (this) {
            case ADAM -> changes.optimizer(Optimizer.Adam.DEFAULT);
            case ADAMW -> changes.optimizer(decayed(Optimizer.Adam.DEFAULT, ADAMW_DECAY));
            case SGD ->
                changes.optimizer(new Optimizer.Sgd(SGD_MOMENTUM, 0))
                        .schedule(changes.optimization().schedule().withPeak(SGD_RATE));
        }
    }

    /** An optimizer with another weight decay; what goes round it is left off. */
    public static Optimizer decayed(Optimizer optimizer, double decay) {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return new Optimizer.Sgd(sgd.momentum(), decay);
        }
        Optimizer.Adam adam = (Optimizer.Adam) optimizer.rule();
        return new Optimizer.Adam(adam.beta1(), adam.beta2(), adam.epsilon(), decay);
    }
}
