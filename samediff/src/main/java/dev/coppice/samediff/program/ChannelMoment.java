package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.OneDnn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.ReduceOp;
import org.nd4j.linalg.api.ops.impl.reduce.floating.Mean;
import org.nd4j.linalg.api.ops.impl.reduce.floating.SquaredNorm;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;

/**
 * Sum, mean or sum of squares of each channel of maps N×H×W×C, over images and pixels. {@link ChannelMoments} replaces it if
 * oneDNN is available.
 *
 * @param kind ND4J's name of the operator
 */
record ChannelMoment(String kind, boolean squared, boolean averaged) implements Work {
    /** The axes of N×C×H×W except the channels. */
    private static final int[] OVER = {0, 2, 3};

    static Optional<MapForm> form(OperatorWork work, List<Result> inputs) {
        boolean known = work.operator() instanceof Sum
                || work.operator() instanceof Mean
                || work.operator() instanceof SquaredNorm;
        if (!known || inputs.size() != 1 || !inputs.get(0).isMap() || !isOverPixels((ReduceOp) work.operator())) {
            return Optional.empty();
        }
        boolean squared = work.operator() instanceof SquaredNorm;
        Work moment = new ChannelMoment(work.kind(), squared, work.operator() instanceof Mean);
        MapForm form = MapForm.of(moment, Set.of(0), Set.of());
        boolean needsRoom = squared && !OneDnn.isAvailable();
        return Optional.of(needsRoom ? form.withRoom(inputs.get(0).channelsLast()) : form);
    }

    private static boolean isOverPixels(ReduceOp operator) {
        INDArray dimensions = operator.dimensions();
        return dimensions != null && Arrays.equals(dimensions.toIntVector(), OVER) && !operator.isKeepDims();
    }

    /** The factor of the sum over the maps. */
    double factor(INDArray map) {
        return averaged ? (double) map.size(3) / map.length() : 1;
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray map = inputs.get(0);
        INDArray result = outputs.get(0).reshape(1, map.size(3));
        ColumnSums sums = new ColumnSums(map.shape());
        double factor = factor(map);
        INDArray summed = squared ? outputs.get(1) : map;
        return Instruction.of(
                kind,
                () -> {
                    if (squared) {
                        map.muli(map, summed);
                    }
                    result.assign(sums.of(summed)).muli(factor);
                },
                sums::close);
    }
}
