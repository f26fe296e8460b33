package dev.coppice.models.cost;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.StoredConstant;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An estimate of the memory that a forward pass needs: the weights, and the maps that are alive at the same time where they
 * are largest. It is a floating-point number, since absurd sizes need more than a long counts.
 *
 * @param bytes at 4 bytes per element
 */
public record PeakMemory(double bytes) {
    /** The estimate for a network at the card's size and its batch. */
    public static PeakMemory of(Network network) {
        return of(network.graph(), network.shapes(network.batch()));
    }

    /** The estimate for a graph at known shapes. */
    public static PeakMemory of(Graph graph, Shapes shapes) {
        double weights = graph.constants().keySet().stream()
                .mapToDouble(name -> StoredConstant.of(graph, name).shape().elements())
                .sum();
        Map<String, Integer> readers = new HashMap<>();
        graph.nodes().forEach(node -> node.inputs().forEach(tensor -> readers.merge(tensor, 1, Integer::sum)));
        graph.outputs().forEach(output -> readers.merge(output.name(), 1, Integer::sum));
        Set<String> alive = new HashSet<>();
        double now = 0;
        for (var input : graph.inputs()) {
            alive.add(input.name());
            now += shapes.of(input.name()).elements();
        }
        double peak = now;
        for (Node node : graph.nodes()) {
            for (String output : node.outputs()) {
                if (!output.isEmpty() && alive.add(output)) {
                    now += shapes.of(output).elements();
                }
            }
            peak = Math.max(peak, now);
            for (String tensor : List.copyOf(node.inputs())) {
                if (readers.merge(tensor, -1, Integer::sum) == 0 && alive.remove(tensor)) {
                    now -= shapes.of(tensor).elements();
                }
            }
        }
        return new PeakMemory(Float.BYTES * (weights + peak));
    }
}
