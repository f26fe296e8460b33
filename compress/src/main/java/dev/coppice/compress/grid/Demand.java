package dev.coppice.compress.grid;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which maps of a region are read by contractions further on, and for which of them a coarser grid saves MACs. */
final class Demand {
    private final Set<String> ahead = new HashSet<>();
    private final Set<String> saving = new HashSet<>();

    private Demand() {}

    /** Walks the nodes that may change backwards. */
    static Demand of(GridNode.Scene scene, Set<String> nodes) {
        Demand demand = new Demand();
        Graph graph = scene.graph();
        List<Node> order = graph.nodes();
        for (int i = order.size() - 1; i >= 0; i--) {
            Node node = order.get(i);
            List<String> maps =
                    node.inputs().stream().filter(scene.own()::has).distinct().toList();
            if (nodes.contains(node.name()) && !maps.isEmpty()) {
                boolean contraction = isContraction(node);
                if (contraction || node.outputs().stream().anyMatch(demand.ahead::contains)) {
                    demand.ahead.addAll(maps);
                }
                boolean saves = contraction && saves(node, scene);
                if (saves || (!contraction && node.outputs().stream().anyMatch(demand.saving::contains))) {
                    demand.saving.addAll(maps);
                }
            }
        }
        return demand;
    }

    /** Whether a contraction reads this map, or something computed from it without one. */
    boolean contractionAhead(String tensor) {
        return ahead.contains(tensor);
    }

    /** Whether such a contraction costs less on the limit's grid. */
    boolean saves(String tensor) {
        return saving.contains(tensor);
    }

    static boolean isContraction(Node node) {
        return node.is("Conv", "ConvTranspose");
    }

    /** A Conv costs by its output's grid, a ConvTranspose by its input's. */
    private static boolean saves(Node node, GridNode.Scene scene) {
        String costly = node.is("Conv") ? node.output() : node.input(0);
        return !scene.own().has(costly) || !scene.own().of(costly).grid().isWithin(scene.limit());
    }
}
