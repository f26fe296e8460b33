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
 * The sum, mean or sum of squares of each channel over images and pixels, of maps N×H×W×C. Where oneDNN is there {@link ChannelMoments}
 * takes its place.
 *
 * @param kind as ND4J calls it
 */
record ChannelMoment(String kind, boolean squared, boolean averaged) implements Work {
    /** Everything but the channels of N×C×H×W. */
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

    /** What the sum over the maps is multiplied with. */
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
