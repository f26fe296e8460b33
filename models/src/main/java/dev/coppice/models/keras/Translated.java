package dev.coppice.models.keras;

import dev.coppice.models.graph.Graph;
import java.util.List;

/**
 * A translated model.
 *
 * @param graph its graph, carried channels first
 * @param leftOut sentences on what was left out
 */
record Translated(Graph graph, List<String> leftOut) {
    Translated {
        leftOut = List.copyOf(leftOut);
    }
}
