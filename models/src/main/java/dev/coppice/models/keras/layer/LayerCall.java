package dev.coppice.models.keras.layer;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One call of a layer.
 *
 * @param config the layer's settings
 * @param label the name that its nodes get
 * @param arguments what it is called with, in order; lists are flattened
 * @param weights its variables
 * @param graph the graph that it adds to
 */
public record LayerCall(
        LayerConfig config, String label, List<Operand> arguments, LayerWeights weights, KerasGraph graph) {
    public LayerCall {
        arguments = List.copyOf(arguments);
    }

    /** The only tensor that the layer is called with. */
    String input() {
        List<String> all = inputs();
        if (all.size() != 1) {
            throw config.refusal("is called with " + all.size() + " tensors, expected 1");
        }
        return all.get(0);
    }

    /** All tensors that the layer is called with. */
    List<String> inputs() {
        return arguments.stream().filter(Operand::isTensor).map(Operand::tensor).toList();
    }

    int rank() {
        return graph.shape(input()).rank();
    }

    Shape shape(String tensor) {
        return graph.shape(tensor);
    }

    /** The axis that a setting names, which may count from the end. */
    int axis(int given, int rank) {
        return ShapeContext.axis(given, rank);
    }

    /** Adds a node that is called after the layer. */
    String main(String op, Attributes attributes, String... inputs) {
        return graph.add(label, op, attributes, inputs);
    }

    /** Adds a node that is called after the layer and its role. */
    String add(String role, String op, Attributes attributes, String... inputs) {
        return graph.add(label + "." + role, op, attributes, inputs);
    }

    String add(String role, String op, String... inputs) {
        return add(role, op, Attributes.NONE, inputs);
    }

    String constant(String role, Tensor value) {
        return graph.constant(label + "." + role, value);
    }

    String scalar(String role, double value) {
        return constant(role, Tensor.scalar((float) value));
    }

    String vector(String role, long... values) {
        return constant(role, Tensor.vector(values));
    }

    /** A variable in another form; calls of one layer share it. */
    String weight(String role, Tensor value) {
        return graph.constant(config.name() + "." + role, value);
    }

    String turned(String role, String tensor, int... perm) {
        return graph.turned(label + "." + role, tensor, perm);
    }

    /** The layer's own variables, this many. */
    List<Tensor> variables(int expected) {
        return variables("", expected);
    }

    /** The variables of an inner layer, this many. */
    List<Tensor> variables(String part, int expected) {
        List<Tensor> all = weights.of(part);
        if (all.size() != expected) {
            throw config.refusal("has " + all.size() + " variables"
                    + (part.isEmpty() ? "" : " in " + part) + " in the file, expected " + expected
                    + ". Save the model again as an archive (.keras), or export it to ONNX");
        }
        return all;
    }

    /** Checks the shape of a variable. */
    void requireShape(String role, Tensor value, int... expected) {
        if (!Arrays.equals(value.shape().sizes(), expected)) {
            throw config.refusal("has a " + role + " of " + value.shape() + ", expected " + Shape.of(expected));
        }
    }

    /** A map with its channels behind the batch. */
    String first(String tensor) {
        int rank = shape(tensor).rank();
        return config.channelsLast()
                ? turned("first", tensor, AxisOrder.channelsLast(rank).inverse().over(rank))
                : tensor;
    }

    /** A map with its channels where the layer has them. */
    String last(String tensor) {
        int rank = shape(tensor).rank();
        return config.channelsLast() ? turned("last", tensor, lastAxes(rank)) : tensor;
    }

    static int[] lastAxes(int rank) {
        return AxisOrder.channelsLast(rank).over(rank);
    }

    /** The axes of space, where the layer has them. */
    int[] space(int rank) {
        int from = config.channelsLast() ? 1 : 2;
        return IntStream.range(from, from + rank - 2).toArray();
    }

    /** The activation that the layer applies to its result. */
    String activated(String tensor) {
        return config.activation().map(a -> Activations.write(this, a, tensor)).orElse(tensor);
    }
}
