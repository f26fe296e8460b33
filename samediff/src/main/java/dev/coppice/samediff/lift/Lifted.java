package dev.coppice.samediff.lift;

import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.TensorInfo;
import java.util.List;
import java.util.Set;

/**
 * A lifted SameDiff graph.
 *
 * @param graph the lifted graph, with maps N×C×H×W and tensors named as the variables
 * @param layout axis order of the SameDiff graph's image
 * @param dropped names of variables that no output needs: losses, labels, variables that cannot be lifted
 * @param channelsLast names of tensors whose variables are N×H×W×C
 * @param vectors names of constants whose variables have one axis, whatever their shape in the graph
 */
public record Lifted(
        Graph graph, ImageLayout layout, List<String> dropped, Set<String> channelsLast, Set<String> vectors) {
    private static final int MAP_RANK = 4;

    public Lifted {
        dropped = List.copyOf(dropped);
        channelsLast = Set.copyOf(channelsLast);
        vectors = Set.copyOf(vectors);
    }

    /** The graph whose input and outputs keep the order of the user's variables at the ends of a file. */
    public Graph inOwnOrder() {
        return GraphRewriter.apply(
                graph,
                List.of(
                        new GraphEdit.DeclareInputs(
                                graph.inputs().stream().map(this::stored).toList()),
                        new GraphEdit.DeclareOutputs(
                                graph.outputs().stream().map(this::stored).toList())));
    }

    private TensorInfo stored(TensorInfo info) {
        return channelsLast.contains(info.name())
                ? new TensorInfo(info.name(), info.type(), info.dimensions(), AxisOrder.channelsLast(MAP_RANK))
                : info;
    }
}
