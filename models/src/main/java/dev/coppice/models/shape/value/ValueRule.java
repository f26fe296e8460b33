package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Tensor;

/** Rule that computes the only output of an operator from the values of its inputs. */
@FunctionalInterface
interface ValueRule {
    /**
     * The value of the output.
     *
     * @throws IllegalArgumentException if the inputs do not fit the operator
     */
    Tensor evaluate(ValueContext context);
}
