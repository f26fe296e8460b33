package dev.coppice.samediff.lowering;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.Shapes;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a translator sees of one node, and where it hands over its result.
 *
 * @param node the node to lower
 * @param graph where it stands
 * @param shapes of every tensor at the size lowered for
 * @param values variables made so far
 * @param form what the result is for
 */
public record LoweringContext(Node node, Graph graph, Shapes shapes, GraphValues values, Form form) {
    /**
     * What a graph is lowered for.
     *
     * @param dilates whether convolutions may be dilated: where a compiled program runs them, not ND4J
     * @param wider shapes at another batch size, if the result is to take any
     */
    public record Form(boolean dilates, Optional<Shapes> wider) {}

    public SameDiff sd() {
        return values.sameDiff();
    }

    public Attributes attributes() {
        return node.attributes();
    }

    /** The variable of the input at a position: an activation, or a constant in its own layout. */
    public SDVariable input(int position) {
        return values.value(node.input(position));
    }

    /** The variable of a constant input in another layout. */
    public SDVariable weight(int position, WeightLayout layout) {
        return values.weight(node.input(position), layout);
    }

    public Shape shape(int position) {
        return shapes.of(node.input(position));
    }

    public Shape outputShape() {
        return shapes.of(node.output());
    }

    public boolean has(int position) {
        return node.hasInput(position);
    }

    /** The constant at an input position, empty if it is left out or computed. */
    public Optional<Tensor> constant(int position) {
        return has(position) ? graph.constant(node.input(position)) : Optional.empty();
    }

    /** Constant integers at an input position, or the default where it is left out. */
    public int[] integers(int position, int... otherwise) {
        return constant(position)
                .map(t -> Arrays.stream(t.toLongs())
                        .mapToInt(LoweringContext::clamp)
                        .toArray())
                .orElse(otherwise);
    }

    /** ONNX writes "to the end" as a huge integer. */
    private static int clamp(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    /** An axis attribute, negative ones counted from the end of the first input. */
    public int axis(String name, int otherwise) {
        return ShapeContext.axis(attributes().integer(name, otherwise), shape(0).rank());
    }

    /** A constant of the translator's own, which is no weight. */
    public SDVariable fixed(float[] data, long... shape) {
        return sd().constant(Nd4j.create(data, shape, 'c'));
    }

    /** A variable under the shape of the node's output. */
    public SDVariable reshape(SDVariable x) {
        return reshape(x, node.output(), s -> s);
    }

    /**
     * A variable under another shape with as many elements; the axis that follows the batch is left open.
     *
     * @param to from the shape of a tensor of the graph to the one wanted, at any batch
     */
    public SDVariable reshape(SDVariable x, String tensor, UnaryOperator<Shape> to) {
        long[] sizes = WeightLayout.longs(to.apply(shapes.of(tensor)));
        Optional<Shape> wider = form.wider().map(w -> to.apply(w.of(tensor)));
        int[] open = IntStream.range(0, sizes.length)
                .filter(i -> wider.map(w -> w.size(i) != sizes[i]).orElse(i == 0))
                .toArray();
        if (open.length > 1) {
            throw new InvalidInputException("Node " + node + " follows the batch in several axes of "
                    + to.apply(shapes.of(tensor)) + ", which no SameDiff graph for any batch can say. Fix the batch.");
        }
        Arrays.stream(open).forEach(i -> sizes[i] = -1);
        return sd().reshape(x, sizes);
    }

    /** Hands over the node's first output. */
    public void output(SDVariable result) {
        output(0, result);
    }

    /** Hands over an output, if anybody wants it. */
    public void output(int position, SDVariable result) {
        if (position < node.outputs().size() && !node.outputs().get(position).isEmpty()) {
            values.define(node.outputs().get(position), result);
        }
    }
}
