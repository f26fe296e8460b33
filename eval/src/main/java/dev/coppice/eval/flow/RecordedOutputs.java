package dev.coppice.eval.flow;

import dev.coppice.export.parity.OutputSource;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a model computes on some inputs, run once, so that its session need not stay in memory beside another's. Any other input
 * opens the model again.
 */
final class RecordedOutputs implements OutputSource {
    private final Supplier<OnnxSession> model;
    private final Network network;
    private final IdentityHashMap<Tensor, Map<String, Tensor>> recorded = new IdentityHashMap<>();

    /** Runs a model, of which the outputs count that the network has. The model may have more inputs and outputs. */
    RecordedOutputs(Supplier<OnnxSession> model, Network network, List<Tensor> inputs) {
        this.model = model;
        this.network = network;
        try (OnnxSession session = model.get()) {
            inputs.forEach(input -> recorded.put(input, outputs(session, input)));
        }
    }

    @Override
    public Map<String, Tensor> run(Tensor input) {
        Map<String, Tensor> known = recorded.get(input);
        if (known != null) {
            return known;
        }
        try (OnnxSession session = model.get()) {
            return outputs(session, input);
        }
    }

    private Map<String, Tensor> outputs(OnnxSession session, Tensor input) {
        Set<String> wanted = new LinkedHashSet<>(session.outputs());
        wanted.retainAll(
                network.graph().outputs().stream().map(TensorInfo::name).toList());
        return session.run(session.feeds(input), wanted);
    }
}
