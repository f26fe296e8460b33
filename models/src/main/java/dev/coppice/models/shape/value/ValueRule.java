package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Tensor;

/** Computes the one output of an operator from the values of its inputs. */
@FunctionalInterface
interface ValueRule {
    /**
     * The output.
     *
     * @throws IllegalArgumentException if the inputs do not fit the operator
     */
    Tensor evaluate(ValueContext context);
}
