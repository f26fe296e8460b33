package dev.coppice.samediff.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * Work of an operator of SameDiff.
 *
 * @param integers replacement of its integer arguments; empty to keep them
 */
record OperatorWork(DifferentialFunction operator, Optional<List<Long>> integers) implements Work {
    static final String SUM = "add";

    static OperatorWork of(DifferentialFunction operator) {
        return new OperatorWork(operator, Optional.empty());
    }

    /** This work with another integer argument. */
    OperatorWork with(int position, long value) {
        List<Long> changed = new ArrayList<>(integerArguments());
        changed.set(position, value);
        return new OperatorWork(operator, Optional.of(List.copyOf(changed)));
    }

    List<Long> integerArguments() {
        return integers.orElseGet(() -> operator instanceof DynamicCustomOp custom
                ? Arrays.stream(custom.iArgs()).boxed().toList()
                : List.of());
    }

    @Override
    public String kind() {
        return operator.opName();
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        OperatorCall call = new OperatorCall(operator, inputs);
        integers.ifPresent(call::withIntegers);
        return call.into(outputs);
    }

    @Override
    public boolean overwrites() {
        return ReluGradient.rectifies(operator).isPresent() || kind().equals(SUM);
    }

    @Override
    public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        return MapForms.of(this, inputs, outputs);
    }
}
