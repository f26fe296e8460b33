package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Graph;
import java.util.HashSet;
import java.util.Set;

/**
 * Differences in form between a user's SameDiff graph and a network's graph.
 *
 * @param channelsLast names of tensors whose variables are N×H×W×C
 * @param vectors names of constants whose variables have one axis
 */
public record UserForm(Set<String> channelsLast, Set<String> vectors) {
    public UserForm {
        channelsLast = Set.copyOf(channelsLast);
        vectors = Set.copyOf(vectors);
    }

    /** The network's own form. */
    public static UserForm of(Graph graph) {
        Set<String> vectors = new HashSet<>();
        graph.constants().forEach((name, tensor) -> {
            if (tensor.shape().rank() == 1) {
                vectors.add(name);
            }
        });
        return new UserForm(Set.of(), vectors);
    }

    /** This form with that of a lifted graph added. */
    public UserForm and(Set<String> last, Set<String> vector) {
        Set<String> all = new HashSet<>(vectors);
        all.addAll(vector);
        Set<String> turned = new HashSet<>(channelsLast);
        turned.addAll(last);
        return new UserForm(turned, all);
    }
}
