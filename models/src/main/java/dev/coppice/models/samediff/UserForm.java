package dev.coppice.models.samediff;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.samediff.lift.Lifted;
import java.util.HashSet;
import java.util.Set;

/**
 * How a user's SameDiff graph holds what a network's graph holds its own way.
 *
 * @param channelsLast tensors whose variables are N×H×W×C
 * @param vectors constants whose variables have one axis
 */
record UserForm(Set<String> channelsLast, Set<String> vectors) {
    UserForm {
        channelsLast = Set.copyOf(channelsLast);
        vectors = Set.copyOf(vectors);
    }

    /** The network's own. */
    static UserForm of(Graph graph) {
        Set<String> vectors = new HashSet<>();
        graph.constants().forEach((name, tensor) -> {
            if (tensor.shape().rank() == 1) {
                vectors.add(name);
            }
        });
        return new UserForm(Set.of(), vectors);
    }

    /** That of the graph that a network was lifted from; what passes have added is the network's own. */
    static UserForm of(Lifted lifted, Graph graph) {
        Set<String> vectors = new HashSet<>(of(graph).vectors());
        vectors.addAll(lifted.vectors());
        return new UserForm(lifted.channelsLast(), vectors);
    }
}
