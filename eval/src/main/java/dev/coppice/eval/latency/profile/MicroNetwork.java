package dev.coppice.eval.latency.profile;

import dev.coppice.eval.latency.PictureNoise;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network to be timed: plain ONNX with fixed shapes and without trained weights. Its file is small, and any ONNX Runtime
 * can run it.
 *
 * @param key key of its structure; networks of equal structure have equal keys, wherever they were made
 * @param what description for people
 * @param graph the structure, with weights made by operators that a runtime folds
 * @param trained the same network with its own weights, if it is a whole network and not a part of one. It is the one timed
 *     here, since the time of some activations depends on their input
 */
public record MicroNetwork(String key, String what, Graph graph, Optional<Graph> trained) {
    private static final int KEY_LENGTH = 20;
    /** The start of the keys of whole networks. */
    static final String WHOLE = "whole-";

    static MicroNetwork of(String what, Graph graph) {
        return new MicroNetwork(graph.hash().substring(0, KEY_LENGTH), what, graph, Optional.empty());
    }

    /** The same as a whole network, with its own weights. */
    MicroNetwork whole(Graph withWeights) {
        return new MicroNetwork(WHOLE + key, what, graph, Optional.of(withWeights));
    }

    /** Whether it is a whole network and not a part of one. */
    boolean isWhole() {
        return trained.isPresent();
    }

    /** The bytes of a file for any machine, without trained weights. */
    public byte[] onnx() {
        return OnnxWriter.bytes(graph, WriteOptions.PLAIN);
    }

    /** The bytes that are timed here. */
    byte[] timed() {
        return OnnxWriter.bytes(timedGraph(), WriteOptions.PLAIN);
    }

    private Graph timedGraph() {
        return trained.orElse(graph);
    }

    /** Noise like pictures for every input of the network timed here. The session casts it to the declared types. */
    Map<String, Tensor> inputs() {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (TensorInfo info : timedGraph().inputs()) {
            int[] sizes = info.dimensions().stream().mapToInt(Dimension::size).toArray();
            inputs.put(info.name(), PictureNoise.of(Shape.of(sizes)));
        }
        return inputs;
    }

    /** Names of the outputs of the network timed here. */
    Set<String> outputs() {
        Set<String> names = new LinkedHashSet<>();
        timedGraph().outputs().forEach(output -> names.add(output.name()));
        return names;
    }
}
