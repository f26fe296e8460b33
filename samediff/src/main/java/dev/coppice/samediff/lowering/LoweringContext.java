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
 * View of one node for a translator, which also takes the result.
 *
 * @param node the node to lower
 * @param graph the graph of the node
 * @param shapes shapes of all tensors at the lowered size
 * @param values the variables made so far
 * @param form the purpose of the result
 */
public record LoweringContext(Node node, Graph graph, Shapes shapes, GraphValues values, Form form) {
    /**
     * Purpose of a lowering.
     *
     * @param compiled whether a compiled program with oneDNN runs the result, which has operators that ND4J lacks
     * @param other the graph at another batch size, if the result is to take any batch
     */
    public record Form(boolean compiled, Optional<Wider> other) {
        /** Shapes at another batch size, if the result is to take any batch. */
        public Optional<Shapes> wider() {
            return other.map(Wider::shapes);
        }
    }

    /**
     * The graph for more pictures.
     *
     * @param graph the graph, where what its sizes decide is folded
     * @param shapes its shapes
     */
    public record Wider(Graph graph, Shapes shapes) {}

    /** The node in the graph for more pictures, if the result is to take any batch. */
    Optional<LoweringContext> wider() {
        return form.other().map(w -> new LoweringContext(node, w.graph(), w.shapes(), values, form));
    }

    /** The axis of the first input that follows the batch; the first axis if none does, or in a graph for one batch. */
    int openAxis() {
        Optional<Shape> wider = form.wider().map(w -> w.of(node.input(0)));
        int[] open = IntStream.range(0, shape(0).rank())
                .filter(axis ->
                        wider.filter(w -> w.size(axis) != shape(0).size(axis)).isPresent())
                .toArray();
        if (open.length > 1) {
            throw followsTwice(shape(0));
        }
        return open.length == 0 ? 0 : open[0];
    }

    private InvalidInputException followsTwice(Shape shape) {
        return new InvalidInputException("Node " + node + " follows the batch in several axes of " + shape
                + ", which no SameDiff graph for any batch can say. Fix the batch.");
    }

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

    /** The map at a position as {@link Spatial#map} sees it: one with a length gets a height of 1. */
    public SDVariable map(int position) {
        return shape(position).rank() == Spatial.map(shape(position)).rank()
                ? input(position)
                : reshape(input(position), node.input(position), Spatial::map);
    }

    /** The map at a position as one with height and width, whatever its space axes; see {@link Shape#asPicture}. */
    public SDVariable picture(int position) {
        return shape(position).rank() == Spatial.PICTURE
                ? input(position)
                : reshape(input(position), node.input(position), Shape::asPicture);
    }

    /** Sets the variable of the node's first output from one in the form of {@link #map} or {@link #picture}. */
    public void outputMap(SDVariable result, Shape form) {
        output(form.rank() == outputShape().rank() ? result : reshape(result));
    }

    /** The variable of an input that does not follow the batch, in another layout. */
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

    /** The constant at an input position; empty if it is left out or computed. */
    public Optional<Tensor> constant(int position) {
        return has(position) ? graph.constant(node.input(position)) : Optional.empty();
    }

    /** Constant integers at an input position, or the default if it is left out. */
    public int[] integers(int position, int... otherwise) {
        return constant(position)
                .map(t -> Arrays.stream(t.toLongs())
                        .mapToInt(LoweringContext::clamp)
                        .toArray())
                .orElse(otherwise);
    }

    /** Clamps an integer to the range of int, as ONNX writes "to the end" as a huge integer. */
    private static int clamp(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    /** An axis attribute; a negative one counts from the end of the first input. */
    public int axis(String name, int otherwise) {
        return ShapeContext.axis(attributes().integer(name, otherwise), shape(0).rank());
    }

    /** A constant of the translator, which is not a weight. */
    public SDVariable fixed(float[] data, long... shape) {
        return sd().constant(Nd4j.create(data, shape, 'c'));
    }

    /** Reshapes a variable to the shape of the node's output. */
    public SDVariable reshape(SDVariable x) {
        return reshape(x, node.output(), s -> s);
    }

    /**
     * Reshapes a variable to another shape of the same size; the batch axis stays open.
     *
     * @param to function from the shape of a tensor of the graph to the wanted shape, at any batch
     */
    public SDVariable reshape(SDVariable x, String tensor, UnaryOperator<Shape> to) {
        long[] sizes = WeightLayout.longs(to.apply(shapes.of(tensor)));
        Optional<Shape> wider = form.wider().map(w -> to.apply(w.of(tensor)));
        int[] open = IntStream.range(0, sizes.length)
                .filter(i -> wider.map(w -> w.size(i) != sizes[i]).orElse(i == 0))
                .toArray();
        if (open.length > 1) {
            throw followsTwice(to.apply(shapes.of(tensor)));
        }
        Arrays.stream(open).forEach(i -> sizes[i] = -1);
        return sd().reshape(x, sizes);
    }

    /** Sets the variable of the node's first output. */
    public void output(SDVariable result) {
        output(0, result);
    }

    /** Sets the variable of an output, if the node has it. */
    public void output(int position, SDVariable result) {
        if (position < node.outputs().size() && !node.outputs().get(position).isEmpty()) {
            values.define(node.outputs().get(position), result);
        }
    }
}
