package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Graph;
import java.util.List;
import java.util.Set;

/**
 * A SameDiff graph as ours.
 *
 * @param graph maps as N×C×H×W, tensors named as the variables
 * @param layout of the SameDiff graph's image
 * @param dropped variables that no output needs: losses, labels, what cannot be lifted
 * @param channelsLast tensors whose variables are N×H×W×C
 * @param vectors constants whose variables have one axis, whatever their shape in the graph
 */
public record Lifted(
        Graph graph, ImageLayout layout, List<String> dropped, Set<String> channelsLast, Set<String> vectors) {
    public Lifted {
        dropped = List.copyOf(dropped);
        channelsLast = Set.copyOf(channelsLast);
        vectors = Set.copyOf(vectors);
    }
}
