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
import java.util.Random;
import java.util.Set;

/**
 * A small network that is timed: plain ONNX of fixed shapes without trained weights, so that any ONNX Runtime can run it.
 *
 * @param key of its structure: equal networks have equal keys, wherever they were made
 * @param what it is, for people
 * @param graph the network; all its inputs are floating-point
 * @param isWhole whether it is a network as people use it, and no part of one
 */
public record MicroNetwork(String key, String what, Graph graph, boolean isWhole) {
    private static final int KEY_LENGTH = 20;
    private static final long SEED = 1;

    static MicroNetwork of(String what, Graph graph) {
        return new MicroNetwork(graph.hash().substring(0, KEY_LENGTH), what, graph, false);
    }

    /** As a file holds it. */
    public byte[] onnx() {
        return OnnxWriter.bytes(graph, WriteOptions.PLAIN);
    }

    /** Normal numbers for every input. */
    Map<String, Tensor> inputs() {
        Random random = new Random(SEED);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (TensorInfo info : graph.inputs()) {
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

    Set<String> outputs() {
        Set<String> names = new LinkedHashSet<>();
        graph.outputs().forEach(output -> names.add(output.name()));
        return names;
    }
}
