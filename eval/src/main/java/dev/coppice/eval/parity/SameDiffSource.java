package dev.coppice.eval.parity;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.parity.OutputSource;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import dev.coppice.samediff.InferenceSession;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A source of a network's outputs as SameDiff computes them. Nodes behind or beside the logits may not be lowered (an
 * ArgMax, a head that cannot be trained). ONNX Runtime computes those from SameDiff's tensors.
 */
final class SameDiffSource implements OutputSource, AutoCloseable {
    private final InferenceSession engine;
    private final Shapes shapes;
    private final Optional<OnnxSession> session;

    /** @throws dev.coppice.samediff.TrainingUnavailableException on a platform without ND4J */
    SameDiffSource(Network network) {
        this.shapes = network.shapes(network.batch());
        this.engine = InferenceSession.of(
                network, network.inputShape(network.batch()), computable -> wanted(network.graph(), computable));
        this.session = RestOfGraph.of(network.graph(), shapes, engine.computable())
                .map(graph -> OnnxSession.open(OnnxSource.memory(
                                OnnxWriter.bytes(graph, WriteOptions.of(shapes.image())),
                                network.card().name())
                        .like(graph)));
    }

    /** The outputs that SameDiff can compute, and the tensors that the rest is computed from. */
    private List<String> wanted(Graph graph, Set<String> computable) {
        Set<String> wanted = new LinkedHashSet<>();
        graph.outputs().stream()
                .map(TensorInfo::name)
                .filter(computable::contains)
                .forEach(wanted::add);
        RestOfGraph.of(graph, shapes, computable)
                .ifPresent(rest -> rest.inputs().forEach(i -> wanted.add(i.name())));
        return List.copyOf(wanted);
    }

    @Override
    public Map<String, Tensor> run(Tensor input) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        engine.run(input.toFloats())
                .forEach((name, values) -> tensors.put(name, Tensor.floats(shapes.of(name), values)));
        session.ifPresent(ort -> {
            Map<String, Tensor> fed = new LinkedHashMap<>(tensors);
            fed.keySet().retainAll(ort.inputs());
            tensors.putAll(ort.run(fed, new LinkedHashSet<>(ort.outputs())));
        });
        return tensors;
    }

    @Override
    public void close() {
        session.ifPresent(OnnxSession::close);
        engine.close();
    }
}
