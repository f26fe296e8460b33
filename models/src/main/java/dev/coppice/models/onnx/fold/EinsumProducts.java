package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Folding of an Einsum of one tensor with constant weights, as dense layers over several axes are written, into the MatMul
 * that it is, with Reshapes where several axes are summed over or made. The weights then make channels like any others.
 */
final class EinsumProducts {
    private EinsumProducts() {}

    static Graph simplify(Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.is("Einsum") && node.inputs().size() == 2) {
                Optional<Tensor> weights = graph.constant(node.input(1));
                boolean free = graph.names().stream().noneMatch(name -> name.startsWith(node.name() + "/"));
                if (free && weights.isPresent() && graph.constant(node.input(0)).isEmpty()) {
                    product(node, weights.get()).ifPresent(edits::addAll);
                }
            }
        }
        return GraphRewriter.apply(graph, edits);
    }

    /** The edits for an equation {@code rest summed, summed made -> rest made}; empty for any other. */
    private static Optional<List<GraphEdit>> product(Node node, Tensor weights) {
        String text = node.attributes().text("equation", "").replaceAll("\\s", "");
        if (!text.matches("[a-zA-Z]+,[a-zA-Z]+->[a-zA-Z]+")) {
            return Optional.empty();
        }
        String x = text.substring(0, text.indexOf(','));
        String w = text.substring(text.indexOf(',') + 1, text.indexOf('-'));
        String y = text.substring(text.indexOf('>') + 1);
        int summed = (int) IntStream.range(0, w.length())
                .takeWhile(k -> x.indexOf(w.charAt(k)) >= 0)
                .count();
        String rest = x.substring(0, Math.max(0, x.length() - summed));
        boolean fits = summed > 0
                && summed < w.length()
                && !rest.isEmpty()
                && x.equals(rest + w.substring(0, summed))
                && y.equals(rest + w.substring(summed))
                && (x + w.substring(summed)).chars().distinct().count() == x.length() + w.length() - summed
                && weights.shape().rank() == w.length();
        return fits ? Optional.of(edits(node, weights, rest.length(), summed)) : Optional.empty();
    }

    private static List<GraphEdit> edits(Node node, Tensor weights, int rest, int summed) {
        Shape shape = weights.shape();
        List<GraphEdit> edits = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        String name = node.name();
        Shape matrix = Shape.of(shape.product(0, summed), shape.product(summed, shape.rank()));
        edits.add(new GraphEdit.PutConstant(name + "/weights", weights.reshape(matrix)));
        String x = node.input(0);
        if (summed > 1) {
            edits.add(new GraphEdit.PutConstant(name + "/rows", target(rest, matrix.size(0))));
            nodes.add(Node.of("Reshape", name + "/flat", Attributes.NONE, x, name + "/rows"));
            x = name + "/flat";
        }
        boolean several = shape.rank() - summed > 1;
        String made = several ? name + "/made" : node.output();
        nodes.add(new Node(
                several ? made : name, "", "MatMul", List.of(x, name + "/weights"), List.of(made), Attributes.NONE));
        if (several) {
            int[] sizes = IntStream.range(summed, shape.rank()).map(shape::size).toArray();
            edits.add(new GraphEdit.PutConstant(name + "/axes", target(rest, sizes)));
            nodes.add(new Node(name, "", "Reshape", List.of(made, name + "/axes"), node.outputs(), Attributes.NONE));
        }
        edits.add(new GraphEdit.ReplaceNode(name, nodes));
        return edits;
    }

    /** The target of a Reshape that keeps the first axes. */
    private static Tensor target(int kept, int... sizes) {
        long[] target = new long[kept + sizes.length];
        for (int k = 0; k < sizes.length; k++) {
            target[kept + k] = sizes[k];
        }
        return Tensor.vector(target);
    }
}
