package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes and constants of a graph while it is translated, with the parameters that the coefficients will fill. */
final class Draft {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<InputSizes.Known> sizes = new ArrayList<>();
    private final Set<String> names;

    /** A draft without nodes, whose inner names differ from these. */
    Draft(Collection<String> taken) {
        this.names = new HashSet<>(taken);
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    Map<String, Tensor> constants() {
        return Map.copyOf(constants);
    }

    /** All parameters, in the order of the coefficients. */
    List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /** Sizes of maps that the configuration gives. */
    List<InputSizes.Known> sizes() {
        return List.copyOf(sizes);
    }

    /** Notes the size of maps that the configuration gives. */
    void sized(InputSizes.Known known) {
        sizes.add(known);
    }

    /** The hint, or the hint with a number if it is taken. */
    String fresh(String hint) {
        String name = hint;
        for (int i = 2; !names.add(name); i++) {
            name = hint + "_" + i;
        }
        return name;
    }

    /** Adds a node with one output, which gives its name. */
    String node(String op, String output, Attributes attributes, String... inputs) {
        nodes.add(Node.of(op, output, attributes, inputs));
        return output;
    }

    /** Adds a constant list of integers. */
    String integers(String hint, int... values) {
        long[] longs = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            longs[i] = values[i];
        }
        return constant(hint, Tensor.vector(longs));
    }

    /** Adds a constant number. */
    String number(String hint, double value) {
        return constant(hint, Tensor.scalar((float) value));
    }

    /** Adds a constant. */
    String constant(String hint, Tensor value) {
        String name = fresh(hint);
        constants.put(name, value);
        return name;
    }

    /** Adds a constant that the next coefficients fill. */
    String parameter(Parameter parameter) {
        names.add(parameter.constant());
        parameters.add(parameter);
        return parameter.constant();
    }

    /** A list of floating-point numbers as a constant vector. */
    String floats(String hint, float... values) {
        return constant(hint, Tensor.floats(Shape.of(values.length), values));
    }
}
