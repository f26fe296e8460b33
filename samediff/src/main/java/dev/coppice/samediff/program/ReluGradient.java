package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.OneDnn;
import dev.coppice.samediff.kernel.RectifierGradient;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.ThresholdReluBp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradient of ReLU: g where the result is positive, otherwise 0. It reads the result of ReLU and the gradient g in it.
 * ND4J's own operator runs element by element on one thread and takes four times as long.
 */
record ReluGradient() implements Work {
    static boolean isRelu(DifferentialFunction operator) {
        return operator instanceof RectifiedLinear relu && relu.scalar().getDouble(0) == 0;
    }

    /** Whether an operator is the gradient of a ReLU that cuts at 0. */
    static boolean fits(DifferentialFunction operator) {
        return operator instanceof ThresholdReluBp bp && (bp.numTArguments() == 0 || bp.getTArgument(0) == 0);
    }

    @Override
    public String kind() {
        return "relu_bp";
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray result = outputs.get(0);
        if (OneDnn.isAvailable()) {
            RectifierGradient gradient = new RectifierGradient(inputs.get(0), inputs.get(1), result);
            return Instruction.of(kind(), gradient::run, gradient::close);
        }
        Step positive = new Step(inputs.get(0), result, 0.0);
        return Instruction.of(kind(), () -> {
            Nd4j.getExecutioner().exec(positive);
            result.muli(inputs.get(1));
        });
    }

    @Override
    public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        return Optional.of(MapForm.following(this, inputs, outputs));
    }
}
