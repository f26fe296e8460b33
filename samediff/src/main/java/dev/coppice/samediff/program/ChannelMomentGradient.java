package dev.coppice.samediff.program;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastCopyOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.reduce.bp.MeanBp;
import org.nd4j.linalg.api.ops.impl.reduce.bp.SquaredNormBp;
import org.nd4j.linalg.api.ops.impl.reduce.bp.SumBp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradient of {@link ChannelMoment} in its maps: the same number at every pixel of a channel, or twice that number times the
 * value.
 *
 * @param kind ND4J's name of the operator
 */
record ChannelMomentGradient(String kind, boolean squared, boolean averaged) implements Work {
    private static final List<Long> OVER = List.of(0L, 2L, 3L);

    static Optional<MapForm> form(OperatorWork work, List<Result> inputs) {
        boolean known = work.operator() instanceof SumBp
                || work.operator() instanceof MeanBp
                || work.operator() instanceof SquaredNormBp;
        if (!known
                || inputs.size() != 2
                || !inputs.get(0).isMap()
                || !work.integerArguments().equals(OVER)) {
            return Optional.empty();
        }
        Work gradient = new ChannelMomentGradient(
                work.kind(), work.operator() instanceof SquaredNormBp, work.operator() instanceof MeanBp);
        return Optional.of(MapForm.of(gradient, Set.of(0), Set.of(0)));
    }

    /** The factor of the gradient in the moment. */
    double factor(INDArray map) {
        return squared ? 2 : averaged ? (double) map.size(3) / map.length() : 1;
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        long channels = inputs.get(0).size(3);
        INDArray map = inputs.get(0).reshape(-1, channels);
        INDArray result = outputs.get(0).reshape(-1, channels);
        INDArray gradient = inputs.get(1).reshape(channels);
        INDArray row = gradient.dup();
        double factor = factor(inputs.get(0));
        return Instruction.of(
                kind,
                () -> {
                    gradient.muli(factor, row);
                    Nd4j.getExecutioner()
                            .exec(
                                    squared
                                            ? new BroadcastMulOp(map, row, result, 1)
                                            : new BroadcastCopyOp(result, row, result, 1));
                },
                row::close);
    }
}
