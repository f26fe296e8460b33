package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.OneDnn;
import dev.coppice.samediff.kernel.RowNormalisation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.custom.Standardize;

/**
 * Values less their mean over the last axes, over their deviation, and the gradient of that. A formula takes an
 * operator and a pass for each part of it.
 *
 * @param kind ND4J's name of the operator
 * @param columns number of values that are normalised together
 * @param epsilon what is added to the variance
 */
public record Normalised(String kind, long columns, double epsilon) implements Work {
    private static final String KIND = "standardize";
    private static final String GRADIENT = KIND + "_bp";

    /** The most values whose sums keep their digits in single precision. */
    private static final long MOST = 1 << 16;

    /** Whether there is a kernel for so many values. */
    public static boolean isAvailable(long columns) {
        return OneDnn.isAvailable() && columns > 1 && columns <= MOST;
    }

    /**
     * Appends the operator to a graph that is to be compiled.
     *
     * @param axes the last axes; {@link #isAvailable} must say yes to the number of values that they span
     */
    public static SDVariable append(SameDiff sd, SDVariable x, double epsilon, int... axes) {
        // the gradient finds ε by the name of x, which is therefore no other operator's
        Standardize operator = new Standardize(sd, sd.identity(x), axes);
        operator.addTArgument(epsilon);
        return operator.outputVariable();
    }

    /** The work if an operator is one that {@link #append} appended, or its gradient. */
    static Optional<Work> of(SameDiff graph, Operation operation, List<Result> inputs) {
        String kind = operation.source().getOp().opName();
        if (!kind.equals(KIND) && !kind.equals(GRADIENT)) {
            return Optional.empty();
        }
        String x = operation.inputs().get(0);
        return Objects.requireNonNull(graph.getVariables().get(x), x).getInputsForOp().stream()
                .map(name -> Objects.requireNonNull(graph.getOps().get(name), name))
                .map(SameDiffOp::getOp)
                .filter(reader -> reader.opName().equals(KIND))
                .map(DynamicCustomOp.class::cast)
                .filter(reader -> reader.numTArguments() == 1)
                .findFirst()
                .map(reader -> new Normalised(kind, columns(reader.iArgs(), inputs.get(0)), reader.getTArgument(0)));
    }

    private static long columns(long[] axes, Result x) {
        int rank = x.sizes().size();
        int first = (int) IntStream.range(0, axes.length)
                .mapToLong(i -> axes[i] < 0 ? axes[i] + rank : axes[i])
                .min()
                .orElseThrow();
        return x.sizes().subList(first, rank).stream().reduce(1L, Math::multiplyExact);
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray x = inputs.get(0).reshape(-1, columns);
        INDArray result = outputs.get(0).reshape(-1, columns);
        RowNormalisation rows = kind.equals(GRADIENT)
                ? RowNormalisation.backward(x, inputs.get(1).reshape(-1, columns), result, epsilon)
                : RowNormalisation.forward(x, result, epsilon);
        return Instruction.of(kind, rows::run, rows::close);
    }
}
