package dev.coppice.samediff.view;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.impl.summarystats.Variance;

/** A view of a SameDiff graph in memory. ND4J computes what depends on no placeholder. */
public final class SameDiffView {
    private SameDiffView() {}

    public static UserGraph of(SameDiff sd) {
        List<UserVariable> variables =
                sd.variables().stream().map(SameDiffView::variable).toList();
        List<UserOp> operators =
                sd.getOps().values().stream().map(SameDiffView::operator).toList();
        List<String> losses = sd.getLossVariables();
        return new UserGraph(variables, operators, losses == null ? Set.of() : Set.copyOf(losses), values(sd));
    }

    private static UserGraph.Values values(SameDiff sd) {
        return new UserGraph.Values() {
            @Override
            public Optional<Tensor> stored(String variable) {
                return Optional.ofNullable(sd.getVariable(variable).getArr()).map(SameDiffView::tensor);
            }

            @Override
            public Optional<Tensor> computed(String variable) {
                return Optional.of(tensor(sd.outputSingle(Map.of(), variable)));
            }
        };
    }

    private static UserVariable variable(SDVariable v) {
        long[] shape = v.isPlaceHolder() ? v.placeholderShape() : null;
        return new UserVariable(v.name(), v.getVariableType(), v.dataType(), shape == null ? List.of() : boxed(shape));
    }

    private static List<Long> boxed(long... values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static UserOp operator(SameDiffOp op) {
        List<String> inputs = Objects.requireNonNullElse(op.getInputsToOp(), List.of());
        return new UserOp(op.getName(), op.getOp().opName(), inputs, op.getOutputsOfOp(), arguments(op.getOp()));
    }

    private static Arguments arguments(DifferentialFunction op) {
        if (op instanceof DynamicCustomOp custom) {
            boolean[] truths = custom.bArgs();
            return new Arguments(
                    boxed(custom.iArgs()),
                    Arrays.stream(custom.tArgs()).boxed().toList(),
                    IntStream.range(0, truths.length).mapToObj(i -> truths[i]).toList(),
                    custom.numDArguments() == 0 ? List.of() : List.of(custom.dArgs()),
                    Optional.empty(),
                    Optional.empty());
        }
        Object[] extra = Objects.requireNonNullElse(op.getExtraArgs(), new Object[0]);
        List<Double> reals = Arrays.stream(extra)
                .filter(Number.class::isInstance)
                .map(e -> ((Number) e).doubleValue())
                .toList();
        Optional<INDArray> number =
                op instanceof ScalarOp scalar ? Optional.ofNullable(scalar.scalar()) : Optional.empty();
        return new Arguments(List.of(), reals, List.of(), List.of(), number.map(n -> n.getDouble(0)), reduction(op));
    }

    private static Optional<Arguments.Reduction> reduction(DifferentialFunction op) {
        if (!(op instanceof BaseReduceOp reduction)) {
            return Optional.empty();
        }
        int[] axes = reduction.dimensions() == null
                ? new int[0]
                : reduction.dimensions().toIntVector();
        boolean corrected = !(op instanceof Variance variance) || variance.isBiasCorrected();
        return Optional.of(
                new Arguments.Reduction(Arrays.stream(axes).boxed().toList(), reduction.isKeepDims(), corrected));
    }

    /** An array as floats, integers or truth values, in C order. */
    private static Tensor tensor(INDArray array) {
        Shape shape =
                Shape.of(Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray());
        if (array.isEmpty()) {
            return FlatArrays.empty(array.dataType(), shape);
        }
        INDArray ordered = array.dup('c');
        if (array.dataType().isFPType()) {
            return Tensor.floats(shape, ordered.data().asFloat());
        }
        long[] values = ordered.data().asLong();
        return array.dataType() == DataType.BOOL ? truths(shape, values) : Tensor.longs(shape, values);
    }

    private static Tensor truths(Shape shape, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int i = 0; i < values.length; i++) {
            bytes.put(i, (byte) (values[i] == 0 ? 0 : 1));
        }
        return Tensor.of(ElementType.BOOL, shape, bytes);
    }
}
