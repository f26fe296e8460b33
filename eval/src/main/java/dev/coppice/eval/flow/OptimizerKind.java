package dev.coppice.eval.flow;

import dev.coppice.samediff.train.RetrainChanges;
import dev.coppice.samediff.train.step.Optimizer;

/** An optimizer by name, with its usual constants and learning rate. */
public enum OptimizerKind {
    /** Adam without weight decay. */
    ADAM,
    /** Adam with a weight decay of 0.01. */
    ADAMW,
    /** Stochastic gradient descent with Nesterov's momentum 0.9 and a learning rate of 0.01. */
    SGD;

    private static final double SGD_RATE = 1e-2;
    private static final double SGD_MOMENTUM = 0.9;
    private static final double ADAMW_DECAY = 1e-2;

    /** Puts this optimizer into the options, in place of another. */
    public void in(RetrainChanges changes) {
        switch (this) {
            case ADAM -> changes.optimizer(Optimizer.Adam.DEFAULT);
            case ADAMW -> changes.optimizer(decayed(Optimizer.Adam.DEFAULT, ADAMW_DECAY));
            case SGD ->
                changes.optimizer(new Optimizer.Sgd(SGD_MOMENTUM, 0))
                        .schedule(changes.optimization().schedule().withPeak(SGD_RATE));
        }
    }

    /** An optimizer with another weight decay, without the wrappers around it. */
    public static Optimizer decayed(Optimizer optimizer, double decay) {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return new Optimizer.Sgd(sgd.momentum(), decay);
        }
        Optimizer.Adam adam = (Optimizer.Adam) optimizer.rule();
        return new Optimizer.Adam(adam.beta1(), adam.beta2(), adam.epsilon(), decay);
    }
}
