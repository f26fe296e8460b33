package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.LeakyRectifier;
import dev.coppice.samediff.kernel.OneDnn;
import dev.coppice.samediff.kernel.RectifierGradient;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.LeakyReLUBp;

/**
 * Leaky ReLU, or its gradient: g where the input is positive, g · slope elsewhere. ND4J's own run element by element on one
 * thread, the gradient channels first.
 *
 * @param slope slope below 0, not 0
 */
record LeakyRelu(String kind, double slope) implements Work {
    private static final String GRADIENT = "lrelu_bp";

    /** The work if an operator is one of the two, and oneDNN is there. */
    static Optional<Work> of(OperatorWork work) {
        double slope = OneDnn.isAvailable() ? slope(work) : 0;
        return slope == 0 ? Optional.empty() : Optional.of(new LeakyRelu(work.kind(), slope));
    }

    /** The slope of one of the two; 0 for other operators. */
    private static double slope(OperatorWork work) {
        if (work.operator() instanceof LeakyReLU leaky) {
            return leaky.scalar().getDouble(0);
        }
        return work.operator() instanceof LeakyReLUBp leaky && leaky.numTArguments() > 0 ? leaky.getTArgument(0) : 0;
    }

    @Override
    public boolean overwrites() {
        return !kind.equals(GRADIENT);
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        if (kind.equals(GRADIENT)) {
            RectifierGradient gradient = RectifierGradient.leaky(slope, inputs.get(0), inputs.get(1), outputs.get(0));
            return Instruction.of(kind, gradient::run, gradient::close);
        }
        LeakyRectifier rectifier = new LeakyRectifier(slope, inputs.get(0), outputs.get(0));
        return Instruction.of(kind, rectifier::run, rectifier::close);
    }

    @Override
    public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        return Optional.of(MapForm.following(this, inputs, outputs));
    }
}
