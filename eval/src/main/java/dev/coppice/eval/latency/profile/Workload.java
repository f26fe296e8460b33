package dev.coppice.eval.latency.profile;

import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.Shapes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The work that decides a segment's time: its kind and grid, and the amounts at its widths.
 *
 * <p>Runtimes carry maps in blocks of channels and compute whole blocks: always for a convolution's output, and for its
 * input if that fills a block (ONNX Runtime, {@code nchwc_transformer.cc}). Four blocks share loads (the kernels of MLAS,
 * {@code SconvKernel}), and a single left-over block takes longer than a fourth of that. Nodes that pool or join maps work
 * in blocks if the blocks of all maps are full; otherwise the maps are unpacked. Maps of less than a block are in none.
 *
 * @param kinds kinds from the most specific on, of which the first with known times counts: operators with attributes and
 *     all sizes but the channels; operators alone; anything
 * @param amounts amounts of work, in this order: a constant; million multiply-accumulates; million elements read and
 *     written; multiply-accumulates in whole blocks of channels, and in left-over blocks; then, for nodes without
 *     multiply-accumulates, elements of maps of less than a block, and of unpacked maps. The first three hold on any machine
 *     and take precedence if others explain a time as well
 */
record Workload(List<String> kinds, List<Double> amounts) {
    private static final String ANY = "any";
    private static final double MILLION = 1e6;

    /**
     * Channels in the widest vectors that runtimes compute whole blocks of (AVX-512). On machines with narrower vectors, no
     * part of the time grows with these blocks.
     */
    private static final int BLOCK = 16;

    /** The number of blocks that are computed at once. */
    private static final int TOGETHER = 4;

    Workload {
        kinds = List.copyOf(kinds);
        amounts = List.copyOf(amounts);
    }

    /** The most specific kind. */
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

    /** The factor by which computing whole blocks of channels multiplies a node's multiply-accumulates. */
    private static double inBlocks(Node node, Shapes shapes) {
        int read = channels(shapes.of(node.input(0)));
        boolean all = node.is("Conv") && node.attributes().integer("group", 1) == 1 && read >= BLOCK;
        return overhead(channels(shapes.of(node.output()))) * (all ? overhead(read) : 1);
    }

    /** The same factor for a single left-over block, if the others are computed together; 0 if there is none. */
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

    /** The number of channels: the second axis of maps, the last of tokens and vectors. */
    private static int channels(Shape shape) {
        return shape.size(shape.rank() > 3 ? 1 : -1);
    }

    /** Maps that a node reads without blocks, as they have fewer channels than one block. */
    private static List<String> narrow(Graph graph, Shapes shapes, Node node) {
        return maps(graph, shapes, node).stream()
                .filter(t -> channels(shapes.of(t)) < BLOCK)
                .toList();
    }

    /** Maps in blocks that a node reads unpacked, as one of its inputs has a block that is not full. */
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

    /** The attributes, without the number of groups. Of that only the kind counts: one, one per channel, or between. */
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
