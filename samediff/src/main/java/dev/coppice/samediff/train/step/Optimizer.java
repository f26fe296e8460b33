package dev.coppice.samediff.train.step;

import dev.coppice.models.InvalidInputException;

/**
 * How a gradient becomes an update. Weight decay is decoupled in Adam and SGD alike: w ← w − rate · (update + decay · w).
 * Clipping and averaging go round another optimizer.
 */
public sealed interface Optimizer {
    /** Weight decay per unit of learning rate, over every trained tensor. */
    double weightDecay();

    /** What turns gradients into updates in the end. */
    default Optimizer rule() {
        return this;
    }

    /** The largest Euclidean norm, over all weights together, that a gradient is left with; infinite without clipping. */
    default double largestNorm() {
        return Double.POSITIVE_INFINITY;
    }

    /** What an average of the weights keeps of itself in a step; 0 without an average. */
    default double averaging() {
        return 0;
    }

    /**
     * Adam (Kingma and Ba, ICLR 2015); with weight decay AdamW (Loshchilov and Hutter, ICLR 2019).
     *
     * @param beta1 decay of the gradient's mean, in [0, 1)
     * @param beta2 decay of its uncentred variance, in [0, 1)
     * @param epsilon added to the root, above 0
     * @param weightDecay at least 0
     */
    record Adam(double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {
        /** The paper's constants without weight decay. */
        public static final Adam DEFAULT = new Adam(0.9, 0.999, 1e-8, 0);

        public Adam {
            share("beta1", beta1);
            share("beta2", beta2);
            positive("epsilon", epsilon, false);
            positive("weight decay", weightDecay, true);
        }
    }

    /**
     * Stochastic gradient descent with Nesterov's momentum; momentum 0 is plain SGD.
     *
     * @param momentum in [0, 1)
     * @param weightDecay at least 0
     */
    record Sgd(double momentum, double weightDecay) implements Optimizer {
        public Sgd {
            share("momentum", momentum);
            positive("weight decay", weightDecay, true);
        }
    }

    /**
     * Gradients whose norm over all weights is above a limit are scaled down to it before they become an update (Pascanu et
     * al., ICML 2013, algorithm 1). Weight decay is not clipped.
     *
     * @param inner makes the update
     * @param largestNorm above 0
     */
    record Clipped(Optimizer inner, double largestNorm) implements Optimizer {
        public Clipped {
            positive("norm of clipping", largestNorm, false);
        }

        @Override
        public double weightDecay() {
            return inner.weightDecay();
        }

        @Override
        public Optimizer rule() {
            return inner.rule();
        }

        @Override
        public double averaging() {
            return inner.averaging();
        }
    }

    /**
     * An exponential moving average of the weights is kept beside them, see {@link TrainingSession#averaged}: after step t = 0, 1, … it is
     * a ← d · a + (1 − d) · w with d = min(averaging, (1 + t) / (10 + t)), from the weights before the first step. The second
     * bound lets a short run forget what it began with.
     *
     * @param inner makes the update
     * @param averaging in (0, 1); 0.99 spans about 100 steps
     */
    record Averaged(Optimizer inner, double averaging) implements Optimizer {
        public Averaged {
            share("averaging", averaging);
            positive("averaging", averaging, false);
        }

        @Override
        public double weightDecay() {
            return inner.weightDecay();
        }

        @Override
        public Optimizer rule() {
            return inner.rule();
        }

        @Override
        public double largestNorm() {
            return inner.largestNorm();
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new InvalidInputException("Optimizer " + name + " is " + value + ", expected a number in [0, 1).");
        }
    }

    private static void positive(String name, double value, boolean orZero) {
        if (!(value > 0 || (orZero && value == 0)) || value == Double.POSITIVE_INFINITY) {
            throw new InvalidInputException("Optimizer " + name + " is " + value + ", expected a finite number "
                    + (orZero ? "of at least 0." : "above 0."));
        }
    }
}
