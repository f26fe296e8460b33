package dev.coppice.eval.latency.profile;

import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.Shapes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A machine whose times are linear. Each operator takes a constant, except Relu, the only one in the empty run. Each
 * multiply-accumulate and each element read or written adds a fixed time, whatever the neighbours.
 *
 * @param run milliseconds of any run
 * @param refused keys of networks that it refuses
 */
record LinearMachine(double run, Set<String> refused) implements KnownTimes {
    private static final double START = 1e-3;
    private static final double MAC = 1e-7;
    private static final double ELEMENT = 1e-6;

    @Override
    public double milliseconds(MicroNetwork network) {
        return refused.contains(network.key()) ? Double.NaN : milliseconds(network.graph());
    }

    private double milliseconds(Graph graph) {
        Map<String, Shape> inputs = new HashMap<>();
        for (TensorInfo info : graph.inputs()) {
            inputs.put(
                    info.name(),
                    Shape.of(
                            info.dimensions().stream().mapToInt(Dimension::size).toArray()));
        }
        Shapes shapes = Shapes.infer(graph, inputs);
        Set<String> computed = new HashSet<>(inputs.keySet());
        double time = run;
        for (Node node : graph.nodes()) {
            if (node.inputs().stream().anyMatch(computed::contains)) {
                computed.addAll(node.outputs());
                time += (node.is("Relu") ? 0 : START)
                        + MAC * Cost.macs(node, shapes)
                        + ELEMENT * moved(node, computed, shapes);
            }
        }
        return time;
    }

    private static double moved(Node node, Set<String> computed, Shapes shapes) {
        double elements = shapes.of(node.output()).elements();
        for (String input : node.inputs()) {
            elements += computed.contains(input) ? shapes.of(input).elements() : 0;
        }
        return elements;
    }
}
