package dev.coppice.models.samediff;

import dev.coppice.models.InvalidInputException;

/** How a gradient becomes an update. Weight decay is decoupled in both: w ← w − rate · (update + decay · w). */
public sealed interface Optimizer {
    /** Weight decay per unit of learning rate, over every trained tensor. */
    double weightDecay();

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
