package dev.coppice.eval.parity;

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
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a model computes on some inputs, run once, so that its session need not stay in memory beside another's. Any other input
 * loads the model again.
 */
public final class RecordedOutputs implements OutputSource {
    private final Supplier<OnnxSession> model;
    private final Network network;
    private final IdentityHashMap<Tensor, Map<String, Tensor>> recorded = new IdentityHashMap<>();

    /** A model, of which the outputs count that the network has. The model may have more inputs and outputs. */
    RecordedOutputs(Supplier<OnnxSession> model, Network network) {
        this.model = model;
        this.network = network;
    }

    /** A model that was run on some inputs. */
    static RecordedOutputs of(Supplier<OnnxSession> model, Network network, List<Tensor> inputs) {
        RecordedOutputs outputs = new RecordedOutputs(model, network);
        outputs.record(inputs);
        return outputs;
    }

    /** Runs the model on those of these inputs that it has not run on. */
    void record(List<Tensor> inputs) {
        if (!recorded.keySet().containsAll(inputs)) {
            during(open -> inputs.stream().map(open::run).toList());
        }
    }

    /** Does something with the model while it is loaded, and keeps all that it computes. */
    <T> T during(Function<OutputSource, T> task) {
        try (OnnxSession session = model.get()) {
            return task.apply(input -> recorded.computeIfAbsent(input, fed -> outputs(session, fed)));
        }
    }

    @Override
    public Map<String, Tensor> run(Tensor input) {
        Map<String, Tensor> known = recorded.get(input);
        return known != null ? known : during(open -> open.run(input));
    }

    private Map<String, Tensor> outputs(OnnxSession session, Tensor input) {
        Set<String> wanted = new LinkedHashSet<>(session.outputs());
        wanted.retainAll(
                network.graph().outputs().stream().map(TensorInfo::name).toList());
        return session.run(session.feeds(input), wanted);
    }
}
