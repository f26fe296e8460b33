package dev.coppice.samediff.program;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Copy of maps from one layout to the other.
 *
 * @param last whether the result is N×H×W×C
 */
record Transposition(boolean last) implements Work {
    @Override
    public String kind() {
        return last ? "channels_last" : "channels_first";
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        return last
                ? Permuted.copy(kind(), inputs.get(0), outputs.get(0), 0, 2, 3, 1)
                : Permuted.copy(kind(), inputs.get(0), outputs.get(0), 0, 3, 1, 2);
    }
}
