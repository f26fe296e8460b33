package dev.coppice.samediff.train.step;

import dev.coppice.models.InvalidInputException;

/**
 * Rule that turns a gradient into an update. Adam and SGD have decoupled weight decay: w ← w − rate · (update + decay · w).
 * Clipping and averaging wrap another optimizer.
 */
public sealed interface Optimizer {
    /** The weight decay per unit of learning rate, for every trained tensor. */
    double weightDecay();

    /** The innermost optimizer. */
    default Optimizer rule() {
        return this;
    }

    /** The largest Euclidean norm of a gradient over all weights; infinite without clipping. */
    default double largestNorm() {
        return Double.POSITIVE_INFINITY;
    }

    /** The factor by which an average of the weights decays in a step; 0 without an average. */
    default double averaging() {
        return 0;
    }

    /**
     * Adam (Kingma and Ba, ICLR 2015); with weight decay AdamW (Loshchilov and Hutter, ICLR 2019).
     *
     * @param beta1 decay of the gradient's mean, in [0, 1)
     * @param beta2 decay of its uncentred variance, in [0, 1)
     * @param epsilon added to the root, above 0
     * @param weightDecay weight decay, at least 0
     */
    record Adam(double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {
        /** Adam with the paper's constants and without weight decay. */
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
     * @param momentum momentum, in [0, 1)
     * @param weightDecay weight decay, at least 0
     */
    record Sgd(double momentum, double weightDecay) implements Optimizer {
        public Sgd {
            share("momentum", momentum);
            positive("weight decay", weightDecay, true);
        }
    }

    /**
     * Clipping of gradients: if the norm over all weights exceeds a limit, the gradient is scaled down to it (Pascanu et
     * al., ICML 2013, algorithm 1). Weight decay is not clipped.
     *
     * @param inner optimizer that makes the update
     * @param largestNorm largest norm, above 0
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
     * Exponential moving average of the weights, see {@link TrainingSession#averaged}. After step t = 0, 1, … it is a ← d ·
     * a + (1 − d) · w with d = min(averaging, (1 + t) / (10 + t)), from the weights before the first step. The second bound
     * lets a short run forget its initial weights.
     *
     * @param inner optimizer that makes the update
     * @param averaging decay d of the average, in (0, 1); 0.99 spans about 100 steps
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
