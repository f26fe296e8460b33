package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.OneDnn;
import dev.coppice.samediff.kernel.Permutation;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Permutation of axes, by oneDNN.
 *
 * @param whole ND4J's operator
 */
record Permuted(OperatorWork whole) implements Work {
    static final String KIND = "permute";

    /** The work if an operator is a permutation by given axes. */
    static Optional<Work> of(OperatorWork work, List<Result> inputs) {
        boolean known = work.kind().equals(KIND)
                && inputs.get(0).isShared()
                && work.integerArguments().size() == inputs.get(0).sizes().size();
        return known ? Optional.of(new Permuted(work)) : Optional.empty();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        return whole.channelsLast(inputs, outputs);
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        int[] axes =
                whole.integerArguments().stream().mapToInt(Math::toIntExact).toArray();
        return copy(KIND, inputs.get(0), outputs.get(0), axes);
    }

    /** Copies an array in another order of its axes. */
    static Instruction copy(String kind, INDArray from, INDArray to, int... axes) {
        INDArray permuted = from.permute(axes);
        if (!OneDnn.isAvailable()) {
            return Instruction.of(kind, () -> to.assign(permuted));
        }
        Permutation copy = new Permutation(permuted, to);
        return Instruction.of(kind, copy::run, copy::close);
    }
}
