package dev.coppice.samediff.train.step;

import dev.coppice.samediff.lowering.GraphValues;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@link AttentionTransfer} appended to a lowered graph.
 *
 * @param targets names of the placeholders, N×h·w, one for each tensor
 * @param loss name of the scalar; empty without any tensor
 */
record AttentionGraph(List<String> targets, String loss) {
    private static final String TARGET = "coppice.attention";
    private static final String LOSS = "coppice.attention.loss";
    private static final Conv2DConfig ONE = Conv2DConfig.builder().kH(1).kW(1).build();

    /** Keeps the norm of nothing, and its gradient, finite. */
    private static final double LEAST = 1e-30;

    AttentionGraph {
        targets = List.copyOf(targets);
    }

    /** For batches of so many pictures. */
    static AttentionGraph append(GraphValues values, AttentionTransfer attention, int pictures) {
        if (attention.maps().isEmpty()) {
            return new AttentionGraph(List.of(), "");
        }
        SameDiff sd = values.sameDiff();
        List<SDVariable> targets = new ArrayList<>();
        for (AttentionTransfer.Maps maps : attention.maps()) {
            targets.add(sd.placeHolder(values.name(TARGET), DataType.FLOAT, pictures, maps.pixels()));
        }
        String loss = values.name(LOSS);
        values.emit(() -> {
            SDVariable sum = sd.constant(Nd4j.scalar(0f));
            for (int i = 0; i < targets.size(); i++) {
                AttentionTransfer.Maps maps = attention.maps().get(i);
                double share = attention.weight() / targets.size() / pictures;
                SDVariable distances = cosines(energy(values, maps, pictures), targets.get(i))
                        .rsub(1)
                        .sum();
                sum = sum.add(distances.mul(2 * share));
            }
            sd.renameVariable(sum.name(), loss);
        });
        return new AttentionGraph(targets.stream().map(SDVariable::name).toList(), loss);
    }

    /** N×h·w. The mean over channels is a convolution, which is faster than a mean whose axis is not the last. */
    private static SDVariable energy(GraphValues values, AttentionTransfer.Maps maps, int pictures) {
        SameDiff sd = values.sameDiff();
        SDVariable ones = sd.constant(
                Nd4j.valueArrayOf(new long[] {1, 1, maps.channels(), 1}, 1.0 / maps.channels(), DataType.FLOAT));
        SDVariable mean = sd.cnn().conv2d(sd.math().square(values.value(maps.tensor())), ones, ONE);
        return sd.reshape(mean, pictures, maps.pixels());
    }

    /** Of each row with one of norm 1. Rows are not divided by their norms: the gradient of that came out wrong. */
    private static SDVariable cosines(SDVariable rows, SDVariable units) {
        SDVariable norms = rows.getSameDiff()
                .math()
                .sqrt(rows.getSameDiff().math().square(rows).sum(1).add(LEAST));
        return rows.mul(units).sum(1).div(norms);
    }
}
