package dev.coppice.samediff.train.loss;

import dev.coppice.models.graph.Shape;
import dev.coppice.samediff.lowering.GraphValues;
import dev.coppice.samediff.train.step.GraphTerm;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Loss term weight · mean of ‖q − t‖² = 2 (1 − q · t) over tensors and pictures, computed in the graph. q is a picture's
 * attention map: the mean of squares over channels, divided by its Euclidean norm over the pixels. Each batch gives t, of
 * norm 1, N×h·w for each tensor (Zagoruyko and Komodakis, ICLR 2017, eq. 2, with squared distances).
 *
 * @param maps tensors whose attention is compared, at least one
 * @param weight weight of the term, above 0
 */
public record AttentionTransfer(List<Maps> maps, double weight) implements GraphTerm {
    private static final Conv2DConfig ONE = Conv2DConfig.builder().kH(1).kW(1).build();

    /** A small number that keeps the norm of a zero map and its gradient finite. */
    private static final double LEAST = 1e-30;

    public AttentionTransfer {
        maps = List.copyOf(maps);
    }

    /**
     * A tensor of the network's graph.
     *
     * @param shape shape C×h×w for one picture
     */
    public record Maps(String tensor, Shape shape) {
        int channels() {
            return shape.size(0);
        }

        int pixels() {
            return shape.size(1) * shape.size(2);
        }
    }

    @Override
    public String name() {
        return "attention";
    }

    @Override
    public String what() {
        return "a teacher's attention map";
    }

    @Override
    public List<Shape> given(int pictures) {
        return maps.stream().map(map -> Shape.of(pictures, map.pixels())).toList();
    }

    @Override
    @SuppressWarnings("exports") // as in GraphTerm
    public SDVariable in(GraphValues values, List<SDVariable> given, int pictures) {
        SameDiff sd = values.sameDiff();
        SDVariable sum = sd.constant(Nd4j.scalar(0f));
        for (int i = 0; i < given.size(); i++) {
            double share = weight / given.size() / pictures;
            SDVariable distances = cosines(energy(values, maps.get(i), pictures), given.get(i))
                    .rsub(1)
                    .sum();
            sum = sum.add(distances.mul(2 * share));
        }
        return sum;
    }

    /**
     * The attention N×h·w. The mean over channels is a convolution, which is faster than a mean over an axis that is not the
     * last.
     */
    private static SDVariable energy(GraphValues values, Maps maps, int pictures) {
        SameDiff sd = values.sameDiff();
        SDVariable ones = sd.constant(
                Nd4j.valueArrayOf(new long[] {1, 1, maps.channels(), 1}, 1.0 / maps.channels(), DataType.FLOAT));
        SDVariable mean = sd.cnn().conv2d(sd.math().square(values.value(maps.tensor())), ones, ONE);
        return sd.reshape(mean, pictures, maps.pixels());
    }

    /**
     * The cosine of each row with a row of norm 1. Rows are not divided by their norms, as the gradient of that division is
     * wrong.
     */
    private static SDVariable cosines(SDVariable rows, SDVariable units) {
        SDVariable norms = rows.getSameDiff()
                .math()
                .sqrt(rows.getSameDiff().math().square(rows).sum(1).add(LEAST));
        return rows.mul(units).sum(1).div(norms);
    }
}
