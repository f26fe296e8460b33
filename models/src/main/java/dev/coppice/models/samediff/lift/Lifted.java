package dev.coppice.models.samediff.lift;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.samediff.ImageLayout;
import java.util.List;

/**
 * A SameDiff graph as ours.
 *
 * @param graph N×C×H×W, tensors named as the variables
 * @param layout of the SameDiff graph's input and outputs
 * @param dropped variables that no output needs: losses, labels, updaters
 */
public record Lifted(Graph graph, ImageLayout layout, List<String> dropped) {
    public Lifted {
        dropped = List.copyOf(dropped);
    }
}
