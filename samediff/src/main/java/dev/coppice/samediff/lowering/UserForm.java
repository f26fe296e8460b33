package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.TensorInfo;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Differences in form between a user's SameDiff graph and a network's graph.
 *
 * @param channelsLast names of tensors whose variables are N×H×W×C
 * @param vectors names of constants whose variables have one axis
 */
public record UserForm(Set<String> channelsLast, Set<String> vectors) {
    private static final int MAP_RANK = 4;

    public UserForm {
        channelsLast = Set.copyOf(channelsLast);
        vectors = Set.copyOf(vectors);
    }

    /** The network's own form, with the order that a file's ends have. */
    public static UserForm of(Graph graph) {
        Set<String> vectors = new HashSet<>();
        graph.constants().forEach((name, tensor) -> {
            if (tensor.shape().rank() == 1) {
                vectors.add(name);
            }
        });
        Set<String> last = new HashSet<>();
        Stream.concat(graph.inputs().stream(), graph.outputs().stream())
                .filter(UserForm::isChannelsLast)
                .forEach(info -> last.add(info.name()));
        return new UserForm(last, vectors);
    }

    /** Whether a map has its channels last in the network's file. */
    public static boolean isChannelsLast(TensorInfo info) {
        return info.stored().equals(AxisOrder.channelsLast(MAP_RANK));
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
