package dev.coppice.eval.latency.profile;

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
import java.util.Random;
import java.util.Set;

/**
 * A network that is timed: plain ONNX of fixed shapes without trained weights, so that a file of it is small and any ONNX Runtime
 * can run it.
 *
 * @param key of its structure: equal networks have equal keys, wherever they were made and whatever their weights
 * @param what it is, for people
 * @param graph the structure; its weights are made by operators that a runtime folds
 * @param trained the same network with its own weights, where it is one that people use and no part of one; timed here, since what
 *     some activations take depends on what arrives
 */
public record MicroNetwork(String key, String what, Graph graph, Optional<Graph> trained) {
    private static final int KEY_LENGTH = 20;
    private static final String WHOLE = "whole-";
    private static final long SEED = 1;

    static MicroNetwork of(String what, Graph graph) {
        return new MicroNetwork(graph.hash().substring(0, KEY_LENGTH), what, graph, Optional.empty());
    }

    /** The same as people use it. */
    MicroNetwork whole(Graph withWeights) {
        return new MicroNetwork(WHOLE + key, what, graph, Optional.of(withWeights));
    }

    /** Whether it is a network as people use it, and no part of one. */
    boolean isWhole() {
        return trained.isPresent();
    }

    /** As a file for any machine holds it: without trained weights. */
    public byte[] onnx() {
        return OnnxWriter.bytes(graph, WriteOptions.PLAIN);
    }

    /** As it is timed here. */
    byte[] timed() {
        return OnnxWriter.bytes(timedGraph(), WriteOptions.PLAIN);
    }

    private Graph timedGraph() {
        return trained.orElse(graph);
    }

    /** Normal numbers for every input of what is timed here; the session casts them to what it declares. */
    Map<String, Tensor> inputs() {
        Random random = new Random(SEED);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (TensorInfo info : timedGraph().inputs()) {
            Shape shape = Shape.of(
                    info.dimensions().stream().mapToInt(Dimension::size).toArray());
            float[] values = new float[Math.toIntExact(shape.elements())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            inputs.put(info.name(), Tensor.floats(shape, values));
        }
        return inputs;
    }

    /** Names of the outputs of what is timed here. */
    Set<String> outputs() {
        Set<String> names = new LinkedHashSet<>();
        timedGraph().outputs().forEach(output -> names.add(output.name()));
        return names;
    }
}
