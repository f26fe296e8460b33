package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Shape;
import java.util.List;

/**
 * The translation of one vertex: what it is told, what it reads, and the draft that it adds to.
 *
 * @param name name of the vertex, and of the tensor that it gives
 * @param settings its settings
 * @param inputs what it reads
 * @param draft the graph so far
 */
record Step(String name, Settings settings, List<Value> inputs, Draft draft) {
    Step {
        inputs = List.copyOf(inputs);
    }

    /** The only input. */
    Value input() {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("it reads " + inputs.size() + " inputs, expected 1");
        }
        return inputs.get(0);
    }

    /** A name for something inside this vertex. */
    String inner(String part) {
        return draft.fresh(name + "." + part);
    }

    /** Adds a node that gives an inner tensor. */
    String inside(String op, String part, Attributes attributes, String... reads) {
        return draft.node(op, inner(part), attributes, reads);
    }

    /** Adds the node that gives this vertex' tensor. */
    String last(String op, Attributes attributes, String... reads) {
        return draft.node(op, name, attributes, reads);
    }

    /** The next coefficients, as they are. */
    String parameter(String part, int... sizes) {
        return draft.parameter(Parameter.same(inner(part), Shape.of(sizes)));
    }

    /** The next coefficients, with axes in another order and then in another shape. */
    String permuted(String part, Shape stored, AxisOrder order, Shape shape) {
        return draft.parameter(new Parameter(inner(part), stored, new Parameter.Permuted(order), shape));
    }

    /** The name for the tensor before the layer's activation: the vertex' own where that does nothing. */
    String linear() {
        return Activations.isIdentity(settings) ? name : inner("linear");
    }

    /** What the layer's activation gives for a tensor with the name {@link #linear}. */
    Value activated(Value linear) {
        return Activations.isIdentity(settings)
                ? linear
                : linear.with(Activations.of(settings).apply(this, linear));
    }
}
