package dev.coppice.eval;

import dev.coppice.eval.NetworkDraft.Feature;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A small network of random blocks that make pruning hard. The same seed gives the same network. Every block draws from its
 * own seed, so leaving one out does not change the others.
 *
 * @param seed seed of the first and the last layer
 * @param axes space axes: 1 for signals, 2 for pictures, 3 for volumes
 * @param blocks blocks between a first convolution and a last convolution or linear layer
 */
record RandomNetwork(long seed, int axes, List<Block> blocks) {
    private static final int CLASSES = 3;
    private static final Map<String, Kind> KINDS = kinds();

    /** Blocks of pictures alone. */
    private static final Set<String> PLANAR = Set.of(
            "attention of unit length",
            "channel attention",
            "class token",
            "grouped queries",
            "linear attention",
            "neighbour attention",
            "pixel shuffle",
            "pyramid",
            "response norm",
            "space to depth",
            "spatial gate",
            "split attention",
            "written norm");

    /** Adds a block to a network. */
    private interface Kind {
        Feature add(NetworkDraft draft, Feature x);
    }

    /** A block, and the seed that it draws from. */
    record Block(String kind, long seed) {
        @Override
        public String toString() {
            return kind;
        }
    }

    RandomNetwork {
        blocks = List.copyOf(blocks);
    }

    /** Draws two to five blocks; every fifth network is of signals, and every fifth of volumes. */
    static RandomNetwork of(long seed) {
        Random random = new Random(seed);
        int axes = seed % 5 == 1 ? 1 : seed % 5 == 3 ? 3 : 2;
        List<String> kinds = KINDS.keySet().stream()
                .filter(kind -> axes == 2 || !PLANAR.contains(kind))
                .toList();
        List<Block> blocks = new ArrayList<>();
        int count = 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            blocks.add(new Block(kinds.get(random.nextInt(kinds.size())), random.nextLong()));
        }
        return new RandomNetwork(seed, axes, blocks);
    }

    /**
     * The network. A random half goes through a file, which folds what exporters split. Every fourth
     * seed's file leaves the sizes of its image open, so that sizes which the graph computes stay.
     */
    Network network() {
        NetworkDraft draft = new NetworkDraft(seed, axes);
        Feature x = draft.convolution(NetworkDraft.IMAGE, 8 + draft.width());
        boolean linear = draft.coin();
        boolean open = seed % 4 == 2;
        boolean read = draft.coin() || open || blocks.stream().anyMatch(b -> b.kind.equals("reshaped by shape"));
        for (Block block : blocks) {
            draft.reseed(block.seed);
            x = Objects.requireNonNull(KINDS.get(block.kind)).add(draft, x);
        }
        draft.reseed(seed);
        Graph graph = linear ? linear(draft, x) : convolution(draft, x);
        if (!read) {
            return CorpusModel.network(graph);
        }
        byte[] file = OnnxWriter.bytes(open ? opened(graph) : graph, WriteOptions.PLAIN);
        return CorpusModel.network(
                OnnxReader.parse(file, graph.name()),
                Shape.of(draft.over(draft.side(), 1, NetworkDraft.IMAGE.channels())));
    }

    /** The graph with open sizes of its image. */
    private static Graph opened(Graph graph) {
        List<TensorInfo> inputs = new ArrayList<>(graph.inputs());
        TensorInfo image = inputs.get(0);
        List<Dimension> sizes = new ArrayList<>(image.dimensions().subList(0, 2));
        for (int axis = 2; axis < image.dimensions().size(); axis++) {
            sizes.add(Dimension.open("size" + axis));
        }
        inputs.set(0, new TensorInfo(image.name(), image.type(), sizes));
        return new Graph(graph.name(), inputs, graph.outputs(), graph.nodes(), graph.constants());
    }

    private Graph linear(NetworkDraft draft, Feature x) {
        String flat = draft.add("Flatten", x.tensor());
        String weights = draft.normal(CLASSES, x.channels() * draft.pixels());
        String output = draft.add("Gemm", Attributes.NONE.with("transB", 1), flat, weights, draft.normal(CLASSES));
        return draft.graph("random " + seed, output, List.of(Dimension.open("N"), Dimension.of(CLASSES)));
    }

    private Graph convolution(NetworkDraft draft, Feature x) {
        String output = draft.convolution(x, CLASSES).tensor();
        List<Dimension> sizes = new ArrayList<>(List.of(Dimension.open("N"), Dimension.of(CLASSES)));
        sizes.addAll(Collections.nCopies(axes, Dimension.of(draft.side())));
        return draft.graph("random " + seed, output, sizes);
    }

    /** Leaves out blocks one at a time for as long as the rest still fails. */
    RandomNetwork smallest(Predicate<RandomNetwork> fails) {
        for (int i = 0; i < blocks.size(); i++) {
            List<Block> fewer = new ArrayList<>(blocks);
            fewer.remove(i);
            RandomNetwork candidate = new RandomNetwork(seed, axes, fewer);
            if (fails.test(candidate)) {
                return candidate.smallest(fails);
            }
        }
        return this;
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new TreeMap<>();
        kinds.put("atrous pyramid", ConvolutionBlocks::atrousPyramid);
        kinds.put("attention", AttentionBlocks::convolved);
        kinds.put("attention of unit length", StatisticsBlocks::unitAttention);
        kinds.put("batch norm", MovementBlocks::batchNorm);
        kinds.put("blended", StatisticsBlocks::blended);
        kinds.put("channel attention", StatisticsBlocks::channelAttention);
        kinds.put("channel shuffle", ConvolutionBlocks::channelShuffled);
        kinds.put("chunk", ConvolutionBlocks::chunked);
        kinds.put("class token", StatisticsBlocks::classToken);
        kinds.put("convolution", ConvolutionBlocks::plain);
        kinds.put("dense", ConvolutionBlocks::dense);
        kinds.put("depthwise", ConvolutionBlocks::depthwise);
        kinds.put("dilated", ConvolutionBlocks::dilated);
        kinds.put("expand", MovementBlocks::expanded);
        kinds.put("factorised", ConvolutionBlocks::factorised);
        kinds.put("gather", MovementBlocks::gathered);
        kinds.put("group norm", MovementBlocks::groupNorm);
        kinds.put("grouped", ConvolutionBlocks::grouped);
        kinds.put("grouped queries", StatisticsBlocks::groupedQueries);
        kinds.put("instance norm", MovementBlocks::instanceNorm);
        kinds.put("layer norm", MovementBlocks::layerNorm);
        kinds.put("linear attention", StatisticsBlocks::linearAttention);
        kinds.put("linear gate", ConvolutionBlocks::linearGate);
        kinds.put("multiplied left", MovementBlocks::multipliedLeft);
        kinds.put("neighbour attention", StatisticsBlocks::neighbourAttention);
        kinds.put("other input", InputBlocks::map);
        kinds.put("pad", MovementBlocks::padded);
        kinds.put("pixel shuffle", ConvolutionBlocks::pixelShuffled);
        kinds.put("pixels mixed", MovementBlocks::pixelsMixed);
        kinds.put("placed", MovementBlocks::placed);
        kinds.put("pyramid", StatisticsBlocks::pyramid);
        kinds.put("reshaped by shape", MovementBlocks::reshapedByShape);
        kinds.put("residual", ConvolutionBlocks::residual);
        kinds.put("resize", ConvolutionBlocks::resized);
        kinds.put("resize to target", ConvolutionBlocks::resizedToTarget);
        kinds.put("space to depth", ConvolutionBlocks::spaceToDepth);
        kinds.put("response norm", StatisticsBlocks::response);
        kinds.put("spatial gate", StatisticsBlocks::spatialGate);
        kinds.put("split attention", StatisticsBlocks::splitAttention);
        kinds.put("squeeze and excite", ConvolutionBlocks::gated);
        kinds.put("tile", MovementBlocks::tiled);
        kinds.put("transformer", AttentionBlocks::transformer);
        kinds.put("transposed", ConvolutionBlocks::transposed);
        kinds.put("vector input", InputBlocks::vector);
        kinds.put("written norm", StatisticsBlocks::writtenNorm);
        return kinds;
    }
}
