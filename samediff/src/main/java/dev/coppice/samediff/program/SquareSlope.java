package dev.coppice.samediff.program;

import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.PowDerivative;

/** Slope 2 · x of a square, as in a variance. ND4J takes a power of every element, for ten times as long. */
record SquareSlope() implements Work {
    private static final double SQUARE = 2;

    /** The slope if an operator is that of a square. */
    static Optional<Work> of(DifferentialFunction operator) {
        return operator instanceof PowDerivative power && power.scalar().getDouble(0) == SQUARE
                ? Optional.of(new SquareSlope())
                : Optional.empty();
    }

    @Override
    public String kind() {
        return "_powderivative";
    }

    @Override
    public boolean overwrites() {
        return true;
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        return Instruction.of(kind(), () -> inputs.get(0).muli(SQUARE, outputs.get(0)));
    }

    @Override
    public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        return Optional.of(MapForm.following(this, inputs, outputs));
    }
}
