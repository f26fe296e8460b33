package dev.coppice.samediff.program;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reshape of the argument. It copies only if the result has memory of its own. */
record Reshaped() implements Work {
    @Override
    public String kind() {
        return "reshape";
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray to = outputs.get(0);
        INDArray from = inputs.get(0).reshape('c', to.shape());
        return Instruction.of(kind(), () -> to.assign(from));
    }
}
