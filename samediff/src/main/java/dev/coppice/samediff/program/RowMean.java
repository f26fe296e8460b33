package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.RowSums;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.impl.reduce.floating.Mean;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;

/**
 * Sum or mean over the last axis, see {@link RowSums}. ND4J's own takes longer.
 *
 * @param kind ND4J's name of the operator
 * @param averaged whether it is the mean
 */
record RowMean(String kind, boolean averaged) implements Work {
    static Optional<Work> of(OperatorWork work, List<Result> inputs) {
        boolean known = work.operator() instanceof Sum || work.operator() instanceof Mean;
        if (!known
                || inputs.size() != 1
                || !inputs.get(0).isShared()
                || inputs.get(0).sizes().size() < 2) {
            return Optional.empty();
        }
        INDArray axes = ((BaseReduceOp) work.operator()).dimensions();
        int last = inputs.get(0).sizes().size() - 1;
        boolean rows = axes != null && axes.length() == 1 && (axes.getInt(0) == last || axes.getInt(0) == -1);
        return rows ? Optional.of(new RowMean(work.kind(), work.operator() instanceof Mean)) : Optional.empty();
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        long columns = inputs.get(0).size(-1);
        RowSums sums = new RowSums(inputs.get(0), outputs.get(0), averaged ? 1.0 / columns : 1);
        return Instruction.of(kind, sums::run, sums::close);
    }
}
