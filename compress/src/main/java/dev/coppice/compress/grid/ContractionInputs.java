package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.GridNode;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Maps of a region that contractions read, directly or through other operators. */
final class ContractionInputs {
    private final Set<String> read = new HashSet<>();

    private ContractionInputs() {}

    /** Finds them by walking backwards over the nodes that may change. */
    static ContractionInputs of(GridNode.Scene scene, Set<String> nodes) {
        ContractionInputs contractionInputs = new ContractionInputs();
        Graph graph = scene.graph();
        List<Node> order = graph.nodes();
        for (int i = order.size() - 1; i >= 0; i--) {
            Node node = order.get(i);
            boolean hands = node.outputs().stream().anyMatch(contractionInputs.read::contains);
            if (nodes.contains(node.name()) && (isContraction(node) || hands)) {
                node.inputs().stream().filter(scene.own()::hasPositions).forEach(contractionInputs.read::add);
            }
        }
        return contractionInputs;
    }

    /** Whether a contraction reads this map, or a tensor computed from it without a contraction. */
    boolean isReadByContraction(String tensor) {
        return read.contains(tensor);
    }

    static boolean isContraction(Node node) {
        return node.is("Conv", "ConvTranspose", "Gemm", "MatMul");
    }
}
