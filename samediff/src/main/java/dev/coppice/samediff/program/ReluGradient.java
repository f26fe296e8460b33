package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.OneDnn;
import dev.coppice.samediff.kernel.RectifierGradient;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.Relu6;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.Relu6Derivative;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.ThresholdReluBp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradient of ReLU or ReLU6: g where the result is positive and below the ceiling, otherwise 0. It reads the result and the
 * gradient g in it. ND4J's own operators run element by element on one thread and take four times as long, that of ReLU6
 * channels first.
 *
 * @param ceiling largest result; infinite for ReLU
 */
record ReluGradient(double ceiling) implements Work {
    private static final double SIX = 6;
    private static final String SIX_GRADIENT = "relu6_bp";

    /** The ceiling of a ReLU that cuts at 0, infinite if it has none; empty for other operators. */
    static OptionalDouble rectifies(DifferentialFunction operator) {
        boolean atZero = operator instanceof ScalarOp scalar && scalar.scalar().getDouble(0) == 0;
        return atZero && operator instanceof RectifiedLinear
                ? OptionalDouble.of(Double.POSITIVE_INFINITY)
                : atZero && operator instanceof Relu6 ? OptionalDouble.of(SIX) : OptionalDouble.empty();
    }

    /** The gradient if an operator is that of a ReLU that cuts at 0. */
    static Optional<ReluGradient> of(DifferentialFunction operator) {
        boolean atZero = operator instanceof DynamicCustomOp custom
                && (custom.numTArguments() == 0 || custom.getTArgument(0) == 0);
        return atZero && operator instanceof ThresholdReluBp
                ? Optional.of(new ReluGradient(Double.POSITIVE_INFINITY))
                : atZero && operator instanceof Relu6Derivative ? Optional.of(new ReluGradient(SIX)) : Optional.empty();
    }

    @Override
    public String kind() {
        return Double.isInfinite(ceiling) ? "relu_bp" : SIX_GRADIENT;
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray result = outputs.get(0);
        if (OneDnn.isAvailable()) {
            RectifierGradient gradient = new RectifierGradient(ceiling, inputs.get(0), inputs.get(1), result);
            return Instruction.of(kind(), gradient::run, gradient::close);
        }
        return Double.isInfinite(ceiling) ? masked(inputs, result) : bounded(inputs, result);
    }

    private Instruction masked(List<INDArray> inputs, INDArray result) {
        Step positive = new Step(inputs.get(0), result, 0.0);
        return Instruction.of(kind(), () -> {
            Nd4j.getExecutioner().exec(positive);
            result.muli(inputs.get(1));
        });
    }

    private Instruction bounded(List<INDArray> inputs, INDArray result) {
        DynamicCustomOp gradient = DynamicCustomOp.builder(SIX_GRADIENT)
                .addInputs(inputs.get(0), inputs.get(1))
                .addOutputs(result)
                .addFloatingPointArguments(0.0)
                .build();
        return Instruction.of(kind(), () -> Nd4j.getExecutioner().exec(gradient));
    }

    @Override
    public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        return Optional.of(MapForm.following(this, inputs, outputs));
    }
}
