package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.RowSums;
import dev.coppice.samediff.kernel.VectorSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradient g of a sum or a difference in one of its terms: g itself, which needs no copy, or its sums over the axes along which
 * a smaller term is repeated, such as a bias.
 *
 * @param kind ND4J's name of the operator
 * @param factor 1, or −1 for what is subtracted
 */
record SumGradient(String kind, int factor) implements Work {
    private static final String OF_SUM = "add_bp";
    private static final String OF_DIFFERENCE = "subtract_bp";
    private static final int ABOVE = 2;

    /** One step for each term if an operator is the gradient of a sum or a difference; otherwise none. */
    static List<Step> of(Operation operation, List<Result> inputs, List<Step.Value> outputs) {
        String kind = operation.source().getOp().opName();
        boolean known = (kind.equals(OF_SUM) || kind.equals(OF_DIFFERENCE))
                && inputs.size() == ABOVE + 1
                && inputs.stream().allMatch(Result::isShared);
        List<Step> steps = new ArrayList<>();
        for (int term = 0; known && term < ABOVE; term++) {
            int factor = term == 1 && kind.equals(OF_DIFFERENCE) ? -1 : 1;
            boolean whole = factor == 1 && inputs.get(term).equals(inputs.get(ABOVE));
            Work work = whole ? new Reshaped() : new SumGradient(kind, factor);
            steps.add(new Step(work, List.of(operation.inputs().get(ABOVE)), List.of(outputs.get(term))));
        }
        return steps;
    }

    @Override
    public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        boolean maps = inputs.get(0).isMap() && outputs.get(0).isMap();
        return maps ? Optional.of(MapForm.following(this, inputs, outputs)) : Optional.empty();
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray above = inputs.get(0);
        INDArray sum = outputs.get(0);
        int[] repeated = repeated(above.shape(), sum.shape());
        if (repeated.length == 0) {
            return Instruction.of(kind, () -> above.muli(factor, sum));
        }
        int[] kept = IntStream.range(0, above.rank())
                .filter(axis -> above.size(axis) > 1 && IntStream.of(repeated).noneMatch(r -> r == axis))
                .toArray();
        if (kept.length == 0 || kept[kept.length - 1] < repeated[0]) {
            RowSums rows = new RowSums(above, sum, factor);
            return Instruction.of(kind, rows::run, rows::close);
        }
        if (repeated[repeated.length - 1] < kept[0]) {
            VectorSums vectors = new VectorSums(above, sum, factor);
            return Instruction.of(kind, vectors::run);
        }
        return overAxes(above, sum, repeated);
    }

    /** The axes along which a term is repeated; they are longer than 1. */
    private static int[] repeated(long[] above, long... term) {
        int missing = above.length - term.length;
        return IntStream.range(0, above.length)
                .filter(axis -> above[axis] > 1 && (axis < missing || term[axis - missing] == 1))
                .toArray();
    }

    private Instruction overAxes(INDArray above, INDArray sum, int... repeated) {
        long[] sizes = above.shape().clone();
        IntStream.of(repeated).forEach(axis -> sizes[axis] = 1);
        Sum over = new Sum(above, sum.reshape(sizes), true, repeated);
        return Instruction.of(kind, () -> {
            Nd4j.getExecutioner().exec(over);
            if (factor != 1) {
                sum.muli(factor);
            }
        });
    }
}
