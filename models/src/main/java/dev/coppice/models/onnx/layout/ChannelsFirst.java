package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.ImageHint;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Graphs of channels-last files, carried channels first. The file's order of its inputs and outputs stays with their
 * declarations ({@link TensorInfo#stored}), and {@link dev.coppice.models.graph.FileOrder} brings it back.
 */
public final class ChannelsFirst {
    private static final int IMAGE_RANK = 4;
    private static final int SMALLEST_MAP = 3;

    /** Fewer Transposes than this say nothing of a file's layout. */
    private static final int SOME = 3;

    private final Graph graph;
    private final Sizes sizes;

    private ChannelsFirst(Graph graph, Sizes sizes) {
        this.graph = graph;
        this.sizes = sizes;
    }

    /**
     * The graph, carried channels first if its images are channels last: as given, if fewer Transposes are left then and
     * the sizes of the image do not say otherwise, or by these sizes if as many are.
     *
     * @param hint what is known of the file's images
     */
    public static Graph carry(Graph graph, ImageHint hint) {
        Optional<ImageLayout> layout = hint.layout();
        boolean turned = graph.nodes().stream().anyMatch(n -> n.is("Transpose"));
        boolean forced = layout.filter(l -> l == ImageLayout.NHWC).isPresent();
        boolean looks = layout.isEmpty() && graph.inputs().stream().anyMatch(ChannelsFirst::looksLast);
        if (isCarried(graph) || !(turned || forced || looks)) {
            return graph;
        }
        return Sizes.of(graph, hint.sizes())
                .map(sizes -> new ChannelsFirst(graph, sizes).carry(layout, forced, looks))
                .orElse(graph);
    }

    /** Whether an input or output has another order in the file. */
    public static boolean isCarried(Graph graph) {
        return graph.inputs().stream().anyMatch(i -> !i.stored().isSame())
                || graph.outputs().stream().anyMatch(o -> !o.stored().isSame());
    }

    /**
     * Whether a layout that was asked for is not the file's: the sizes of an input are those of the other, or convolutions
     * read channels first without a Transpose, and more Transposes are left than as the file itself tells.
     *
     * @param told the graph in the layout that the file tells
     * @param asked the graph in the other layout
     */
    public static boolean isMisread(Graph told, Graph asked) {
        boolean last = isCarried(told);
        boolean looks = told.inputs().stream()
                .map(TensorInfo::inFile)
                .anyMatch(last ? ChannelsFirst::looksLast : ChannelsFirst::looksFirst);
        boolean reads = !last && transposes(told) == 0 && told.nodes().stream().anyMatch(n -> n.is("Conv"));
        return (looks || reads) && transposes(asked) > transposes(told);
    }

    private Graph carry(Optional<ImageLayout> layout, boolean forced, boolean looks) {
        if (forced) {
            return carried(true);
        }
        Graph first = carried(false);
        boolean isFirst = layout.isPresent() || graph.inputs().stream().anyMatch(ChannelsFirst::looksFirst);
        Graph last = isFirst ? first : carried(true);
        if (transposes(last) < transposes(first) + (looks ? 1 : 0)) {
            return last;
        }
        long before = transposes(graph);
        return before >= SOME && transposes(first) * 2 <= before ? first : graph;
    }

    /** Whether the sizes of an input are those of channels-last images: 1, 3 or 4 channels at the end and not in front. */
    private static boolean looksLast(TensorInfo input) {
        List<Dimension> axes = input.dimensions();
        return axes.size() == IMAGE_RANK && isColour(axes.get(IMAGE_RANK - 1)) && !isColour(axes.get(1));
    }

    /** Whether the sizes of an input are those of channels-first images alone. */
    private static boolean looksFirst(TensorInfo input) {
        List<Dimension> axes = input.dimensions();
        return axes.size() == IMAGE_RANK && isColour(axes.get(1)) && !isColour(axes.get(IMAGE_RANK - 1));
    }

    private static boolean isColour(Dimension axis) {
        return axis.size() == 1 || axis.size() == 3 || axis.size() == 4;
    }

    private static long transposes(Graph graph) {
        return graph.nodes().stream().filter(n -> n.is("Transpose")).count();
    }

    /** The graph with its inputs channels last in the file, or as they are. */
    private Graph carried(boolean last) {
        Carrying carrying = new Carrying(graph, sizes);
        List<TensorInfo> inputs = new ArrayList<>();
        for (TensorInfo input : graph.inputs()) {
            int rank = input.dimensions().size();
            AxisOrder order = last && rank >= SMALLEST_MAP ? AxisOrder.channelsLast(rank) : AxisOrder.SAME;
            carrying.input(input.name(), order);
            inputs.add(stored(input, order));
        }
        graph.nodes().forEach(carrying::node);
        List<TensorInfo> outputs = new ArrayList<>();
        graph.outputs().forEach(output -> outputs.add(stored(output, ended(output.name(), carrying))));
        List<GraphEdit> edits = new ArrayList<>(carrying.edits());
        edits.add(new GraphEdit.DeclareInputs(inputs));
        edits.add(new GraphEdit.DeclareOutputs(outputs));
        return GraphRewriter.apply(graph, edits);
    }

    /** The order in which the file has an output, once it has its name. */
    private AxisOrder ended(String output, Carrying carrying) {
        boolean computed = graph.producer(output).isPresent();
        AxisOrder last = AxisOrder.channelsLast(sizes.rank(output));
        AxisOrder order = computed && carrying.order(output).equals(last) ? last : AxisOrder.SAME;
        if (computed) {
            carrying.end(output, order);
        }
        return order;
    }

    private static TensorInfo stored(TensorInfo info, AxisOrder order) {
        List<Dimension> carried = order.inverse().of(info.dimensions());
        return new TensorInfo(info.name(), info.type(), carried, order);
    }
}
