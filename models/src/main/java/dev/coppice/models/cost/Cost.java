package dev.coppice.models.cost;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.StoredConstant;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.shape.Shapes;

/**
 * The static cost of one run.
 *
 * @param macs multiply-accumulates
 * @param parameters elements of all floating-point constants, as they are stored
 * @param activationBytes bytes of all computed tensors together, 4 an element
 */
public record Cost(long macs, long parameters, long activationBytes) {

    /** The cost of a network at the card's size, batch 1. */
    public static Cost of(Network network) {
        return of(network.graph(), network.shapes(1));
    }

    /** The cost of a graph at known shapes. */
    public static Cost of(Graph graph, Shapes shapes) {
        long macs = 0;
        long activations = 0;
        for (Node node : graph.nodes()) {
            macs += macs(node, shapes);
            for (String output : node.outputs()) {
                activations +=
                        output.isEmpty() ? 0 : Float.BYTES * shapes.of(output).elements();
            }
        }
        long parameters = graph.constants().keySet().stream()
                .mapToLong(name -> parameters(graph, name))
                .sum();
        return new Cost(macs, parameters, activations);
    }

    /** Elements of a constant as it is stored, 0 if it holds no floating-point numbers. */
    static long parameters(Graph graph, String constant) {
        Tensor stored = StoredConstant.of(graph, constant);
        return stored.type().isFloating() ? stored.shape().elements() : 0;
    }

    /** Multiply-accumulates of one node; 0 for operators that are not contractions. */
    public static long macs(Node node, Shapes shapes) {
        if (Resample.isResample(node)) {
            return ResampleCost.macs(Resample.of(node).kind(), shapes.of(node.input(0)), shapes.of(node.output()));
        }
        if (node.is("Conv")) {
            Shape w = shapes.of(node.input(1));
            return shapes.of(node.output()).elements() * w.product(1, w.rank());
        }
        if (node.is("ConvTranspose")) {
            Shape w = shapes.of(node.input(1));
            return shapes.of(node.input(0)).elements() * w.product(1, w.rank());
        }
        if (node.is("Gemm", "MatMul")) {
            boolean transposed = node.is("Gemm") && node.attributes().integer("transA", 0) == 1;
            return shapes.of(node.output()).elements()
                    * shapes.of(node.input(0)).size(transposed ? 0 : -1);
        }
        return 0;
    }
}
