package dev.coppice.eval.flow;

import dev.coppice.export.parity.OutputSource;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.samediff.Lowered;
import dev.coppice.models.samediff.LoweringMode;
import dev.coppice.models.shape.Shapes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network's outputs as SameDiff computes them. */
final class SameDiffSource implements OutputSource, AutoCloseable {
    private final Lowered lowered;
    private final List<String> outputs;
    private final Shapes shapes;

    /** @throws dev.coppice.models.samediff.TrainingUnavailableException on a platform without ND4J */
    SameDiffSource(Network network) {
        this.outputs = network.graph().outputs().stream().map(TensorInfo::name).toList();
        this.shapes = network.shapes(network.batch());
        this.lowered = Lowered.lower(network, network.inputShape(network.batch()), LoweringMode.INFERENCE);
    }

    @Override
    public Map<String, Tensor> run(Tensor input) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        lowered.run(input.toFloats(), outputs)
                .forEach((name, values) -> tensors.put(name, Tensor.floats(shapes.of(name), values)));
        return tensors;
    }

    @Override
    public void close() {
        lowered.close();
    }
}
