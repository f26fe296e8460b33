package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.OneDnn;
import dev.coppice.samediff.kernel.RectifierGradient;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.LeakyReLUBp;

/**
 * Gradient of a leaky ReLU: g where the input is positive, g · slope elsewhere. ND4J's own runs element by element on one
 * thread, channels first.
 *
 * @param slope slope below 0
 */
record LeakyGradient(double slope) implements Work {
    /** The gradient if an operator is that of a leaky ReLU, and oneDNN is there. */
    static Optional<Work> of(OperatorWork work) {
        return OneDnn.isAvailable() && work.operator() instanceof LeakyReLUBp leaky && leaky.numTArguments() > 0
                ? Optional.of(new LeakyGradient(leaky.getTArgument(0)))
                : Optional.empty();
    }

    @Override
    public String kind() {
        return "lrelu_bp";
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        RectifierGradient gradient = RectifierGradient.leaky(slope, inputs.get(0), inputs.get(1), outputs.get(0));
        return Instruction.of(kind(), gradient::run, gradient::close);
    }

    @Override
    public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        return Optional.of(MapForm.following(this, inputs, outputs));
    }
}
