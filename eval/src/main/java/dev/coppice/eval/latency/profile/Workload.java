package dev.coppice.eval.latency.profile;

import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.Shapes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a segment's time depends on: its kind and grid, and how much there is to do at its widths.
 *
 * <p>Runtimes carry maps in blocks of channels and compute whole blocks of them: of what a convolution gives always, of what it
 * reads where that fills a block (ONNX Runtime, {@code nchwc_transformer.cc}). Four blocks share what is loaded (the kernels of
 * MLAS, {@code SconvKernel}), and one that is left over takes longer than a fourth of that. Nodes that pool or join maps do it in
 * blocks where those of all maps are full, and otherwise have them unpacked; maps of less than a block are in none.
 *
 * @param kinds from the most particular on, of which the first whose times are known counts: operators, attributes and sizes of
 *     everything but the channels; operators alone; anything
 * @param amounts those of any machine first, which explain a time where others would do as well: a constant, million
 *     multiply-accumulates, million elements read and written; multiply-accumulates in whole blocks of channels and of blocks left
 *     over; and of nodes without multiply-accumulates the elements of maps of less than a block, and of such as are unpacked
 */
record Workload(List<String> kinds, List<Double> amounts) {
    private static final String ANY = "any";
    private static final double MILLION = 1e6;

    /**
     * Channels in the widest vectors that runtimes compute whole blocks of (AVX-512). Machines with narrower ones do not, and their
     * times have no share that grows with these blocks.
     */
    private static final int BLOCK = 16;

    /** Blocks that are computed at once. */
    private static final int TOGETHER = 4;

    Workload {
        kinds = List.copyOf(kinds);
        amounts = List.copyOf(amounts);
    }

    /** The most particular kind. */
    String kind() {
        return kinds.get(0);
    }

    static Workload of(Graph graph, Shapes shapes, Segment segment) {
        StringBuilder kind = new StringBuilder();
        double macs = 0;
        double inBlocks = 0;
        double leftOver = 0;
        double narrow = 0;
        double unpacked = 0;
        for (Node node : segment.nodes()) {
            double own = Cost.macs(node, shapes);
            macs += own;
            if (own > 0) {
                inBlocks += own * inBlocks(node, shapes);
                leftOver += own * leftOver(node, shapes);
            } else if (macs == 0) {
                narrow += elements(shapes, narrow(graph, shapes, node));
                unpacked += elements(shapes, unpacked(graph, shapes, node));
            }
            kind.append(node.op()).append(attributes(node, shapes)).append(sizes(graph, shapes, node));
        }
        segment.inputs().forEach(t -> kind.append('<').append(graph.isInput(t)).append(map(shapes.of(t))));
        segment.outputs()
                .forEach(t -> kind.append('>').append(graph.isOutput(t)).append(map(shapes.of(t))));
        String operators = segment.nodes().stream().map(Node::op).collect(Collectors.joining("+"));
        return new Workload(
                List.of(kind.toString(), operators, ANY),
                List.of(
                        1.0,
                        macs / MILLION,
                        elements(shapes, segment.inputs()) / MILLION,
                        elements(shapes, segment.outputs()) / MILLION,
                        inBlocks / MILLION,
                        leftOver / MILLION,
                        narrow / MILLION,
                        unpacked / MILLION));
    }

    /** How many times the multiply-accumulates of a node are computed, where whole blocks of channels are. */
    private static double inBlocks(Node node, Shapes shapes) {
        int read = channels(shapes.of(node.input(0)));
        boolean all = node.is("Conv") && node.attributes().integer("group", 1) == 1 && read >= BLOCK;
        return overhead(channels(shapes.of(node.output()))) * (all ? overhead(read) : 1);
    }

    /** The same of the one block that is left over where the others are computed together; 0 where none is. */
    private static double leftOver(Node node, Shapes shapes) {
        int blocks = blocks(channels(shapes.of(node.output())));
        return blocks % TOGETHER == 1 ? inBlocks(node, shapes) / blocks : 0;
    }

    private static double overhead(int channels) {
        return BLOCK * blocks(channels) / (double) channels;
    }

    private static int blocks(int channels) {
        return (channels + BLOCK - 1) / BLOCK;
    }

    /** Of maps the second axis, of tokens and vectors the last. */
    private static int channels(Shape shape) {
        return shape.size(shape.rank() > 3 ? 1 : -1);
    }

    /** Maps that a node reads which are handed on without blocks, since they have less than one. */
    private static List<String> narrow(Graph graph, Shapes shapes, Node node) {
        return maps(graph, shapes, node).stream()
                .filter(t -> channels(shapes.of(t)) < BLOCK)
                .toList();
    }

    /** Maps in blocks that a node reads unpacked, since one of those that it reads has a block that is not full. */
    private static List<String> unpacked(Graph graph, Shapes shapes, Node node) {
        List<String> maps = maps(graph, shapes, node);
        boolean unpacks = maps.stream().anyMatch(t -> channels(shapes.of(t)) % BLOCK > 0);
        return unpacks
                ? maps.stream().filter(t -> channels(shapes.of(t)) >= BLOCK).toList()
                : List.of();
    }

    private static List<String> maps(Graph graph, Shapes shapes, Node node) {
        return node.inputs().stream()
                .filter(t -> !t.isEmpty() && graph.constant(t).isEmpty())
                .filter(t -> shapes.of(t).rank() > 3)
                .toList();
    }

    private static double elements(Shapes shapes, List<String> tensors) {
        return tensors.stream().mapToDouble(t -> shapes.of(t).elements()).sum();
    }

    /** All but the number of groups, of which only the kind counts: none, one for each channel, or between. */
    private static String attributes(Node node, Shapes shapes) {
        long groups = node.attributes().integer("group", 1);
        if (groups == 1) {
            return node.attributes().toString();
        }
        boolean depthwise = shapes.of(node.input(0)).size(1) == groups;
        return node.attributes().with("group", depthwise ? 0 : 2).toString();
    }

    private static String sizes(Graph graph, Shapes shapes, Node node) {
        return node.inputs().stream()
                .map(t -> t.isEmpty() ? "-" : graph.constant(t).isPresent() ? kernel(shapes.of(t)) : map(shapes.of(t)))
                .collect(Collectors.joining(",", "(", ")"));
    }

    /** Batch and sizes of a map, without its channels: the second axis of maps, the last of tokens and vectors. */
    private static String map(Shape shape) {
        int channels = shape.rank() > 3 ? 1 : shape.rank() - 1;
        return masked(shape, channels, channels);
    }

    /** Sizes of a kernel without its channels. */
    private static String kernel(Shape shape) {
        return masked(shape, 0, 1);
    }

    private static String masked(Shape shape, int first, int last) {
        StringBuilder text = new StringBuilder();
        for (int axis = 0; axis < shape.rank(); axis++) {
            text.append(axis >= first && axis <= last ? "c" : shape.size(axis)).append('x');
        }
        return text.toString();
    }
}
