package dev.coppice.eval.flow;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.parity.OutputSource;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import dev.coppice.samediff.Lowered;
import dev.coppice.samediff.lowering.LoweringMode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network's outputs as SameDiff computes them. What stands behind or beside the logits and is not lowered (an ArgMax, a head
 * that cannot be trained) ONNX Runtime computes from SameDiff's tensors.
 */
final class SameDiffSource implements OutputSource, AutoCloseable {
    private final Lowered lowered;
    private final Set<String> wanted = new LinkedHashSet<>();
    private final Shapes shapes;
    private final Optional<Graph> rest;
    private final Optional<OnnxSession> session;

    /** @throws dev.coppice.samediff.TrainingUnavailableException on a platform without ND4J */
    SameDiffSource(Network network) {
        this.shapes = network.shapes(network.batch());
        this.lowered = Lowered.lower(network, network.inputShape(network.batch()), LoweringMode.INFERENCE);
        this.rest = RestOfGraph.of(network.graph(), shapes, lowered.variables().keySet());
        this.session = rest.map(graph -> OnnxSession.open(
                OnnxWriter.bytes(graph, WriteOptions.of(shapes.image())),
                network.card().name()));
        network.graph().outputs().stream()
                .map(TensorInfo::name)
                .filter(lowered.variables()::containsKey)
                .forEach(wanted::add);
        rest.ifPresent(graph -> graph.inputs().forEach(i -> wanted.add(i.name())));
    }

    @Override
    public Map<String, Tensor> run(Tensor input) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        lowered.run(input.toFloats(), List.copyOf(wanted))
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
        lowered.close();
    }
}
