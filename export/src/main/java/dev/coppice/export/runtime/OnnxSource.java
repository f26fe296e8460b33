package dev.coppice.export.runtime;

import dev.coppice.export.form.DrawnNumbers;
import dev.coppice.export.form.SinglePrecision;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.SharedModel;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelFiles;
import dev.coppice.models.onnx.OnnxFormat;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Source of a model to run. A file is opened by its path and never by its bytes: ONNX Runtime looks for external weights
 * beside a file, but for bytes in the current folder, where another model's weights may lie.
 */
public sealed interface OnnxSource {
    /** The name in messages. */
    String name();

    /** The size in bytes, including external weights. */
    long size();

    /** The order of the axes of inputs and outputs that the model has in another order than they are given and taken. */
    Map<String, AxisOrder> stored();

    /** The same model, whose inputs and outputs are given and taken in the order of a graph that was read from it. */
    OnnxSource like(Graph graph);

    /** The number that an input beside the pictures is given in all places, by its name. */
    default Map<String, Double> fixed() {
        return Map.of();
    }

    /** The same file, whose inputs beside the pictures are given these numbers. What is written anew has no such inputs. */
    default OnnxSource fixing(Map<String, Double> values) {
        return this;
    }

    /**
     * Why it is a network written anew, which proves nothing of the file that the network was read from; empty if it is a file
     * itself.
     */
    default Optional<String> standsIn() {
        return Optional.empty();
    }

    /** A model file. */
    static OnnxSource file(Path path) {
        return new File(path, Map.of(), Map.of());
    }

    /**
     * The file that a network was read from. The network is written anew if the file is of another format than ONNX or has
     * types that ONNX Runtime does not compute with, if it is quantised and was read in floating point, or if the card names
     * an inner tensor as output.
     */
    static OnnxSource file(Path path, Network network) {
        Optional<String> apart = apart(path, network)
                .or(() -> ModelFiles.hasOutput(path, network.card().output().name())
                        ? Optional.empty()
                        : Optional.of("its card names a tensor inside the file as the output"));
        return apart.map(reason -> written(network, reason))
                .orElseGet(() -> file(path).like(network.graph()));
    }

    /** The file that a network was written to, or the network in memory if ONNX Runtime does not compute with its types. */
    static OnnxSource written(Path path, Network network) {
        return SinglePrecision.runs(network.graph()) ? file(path) : of(network);
    }

    /** As {@link #file(Path, Network)}, with the outputs that the file has, whatever the card names. */
    static OnnxSource whole(Path path, Network network) {
        return apart(path, network).map(reason -> written(network, reason)).orElseGet(() -> file(path)
                .like(network.graph()));
    }

    /** Why a file is not run itself. */
    private static Optional<String> apart(Path path, Network network) {
        if (!OnnxFormat.holds(path)) {
            return Optional.of("its file is no ONNX, and ONNX Runtime runs nothing else");
        }
        if (network.graph().carried().isDequantized()) {
            return Optional.of("its file is quantised, and was read in floating point");
        }
        if (!SinglePrecision.runs(network.graph())) {
            return Optional.of("its file has types that ONNX Runtime does not compute with");
        }
        return DrawnNumbers.in(network.graph())
                .map(drawing ->
                        drawing + ", and no two runs of it agree; all the rest was compared with their mean in place");
    }

    /** A network written as ONNX in memory, with types that ONNX Runtime computes with, and without drawing. */
    static OnnxSource of(Network network) {
        return written(network, "it came without one");
    }

    private static OnnxSource written(Network network, String why) {
        Network run = network.with(DrawnNumbers.still(SinglePrecision.of(network.graph())));
        SharedModel model = OnnxWriter.shared(run);
        long size = SinglePrecision.runs(network.graph())
                ? model.size()
                : OnnxWriter.shared(network).size();
        return new Memory(network.card().name(), model, size, OnnxSource.stored(network.graph()), Optional.of(why));
    }

    /**
     * A model written in memory with all its weights.
     *
     * @param name name in messages
     */
    static OnnxSource memory(byte[] model, String name) {
        return new Memory(name, new SharedModel(model, Map.of()), model.length, Map.of(), Optional.empty());
    }

    private static Map<String, AxisOrder> stored(Graph graph) {
        return Stream.concat(graph.inputs().stream(), graph.outputs().stream())
                .filter(info -> !info.stored().isSame())
                .collect(Collectors.toMap(TensorInfo::name, TensorInfo::stored, (a, b) -> a));
    }

    /** A file, with any external weights beside it. */
    record File(Path path, Map<String, AxisOrder> stored, Map<String, Double> fixed) implements OnnxSource {
        public File {
            stored = Map.copyOf(stored);
            fixed = Map.copyOf(fixed);
        }

        @Override
        public OnnxSource like(Graph graph) {
            return new File(path, OnnxSource.stored(graph), fixed);
        }

        @Override
        public OnnxSource fixing(Map<String, Double> values) {
            return new File(path, stored, values);
        }

        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public long size() {
            return ModelFiles.size(path);
        }
    }

    /** A model that exists in memory only. */
    final class Memory implements OnnxSource {
        private final String name;
        private final SharedModel model;
        private final long size;
        private final Map<String, AxisOrder> stored;
        private final Optional<String> standsIn;

        private Memory(
                String name, SharedModel model, long size, Map<String, AxisOrder> stored, Optional<String> standsIn) {
            this.name = name;
            this.model = model;
            this.size = size;
            this.stored = stored;
            this.standsIn = standsIn;
        }

        @Override
        public Optional<String> standsIn() {
            return standsIn;
        }

        @Override
        public Map<String, AxisOrder> stored() {
            return stored;
        }

        @Override
        public OnnxSource like(Graph graph) {
            return new Memory(name, model, size, OnnxSource.stored(graph), standsIn);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() {
            return size;
        }

        SharedModel model() {
            return model;
        }
    }
}
