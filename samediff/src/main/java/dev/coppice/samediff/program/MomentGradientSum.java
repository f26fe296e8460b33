package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.ScaledSum;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sum of a map a N×H×W×C and gradients of {@link ChannelMoment}s in one pass: a + x · b + c with numbers b and c for each
 * channel. It reads a, and for every moment its maps and the gradient in it.
 *
 * @param moments the moments; one is squared, and its maps are x
 */
record MomentGradientSum(List<ChannelMomentGradient> moments) implements Work {
    MomentGradientSum {
        moments = List.copyOf(moments);
    }

    /** This work with another moment. */
    MomentGradientSum and(ChannelMomentGradient moment) {
        List<ChannelMomentGradient> more = new ArrayList<>(moments);
        more.add(moment);
        return new MomentGradientSum(more);
    }

    @Override
    public String kind() {
        return "moments_bp";
    }

    @Override
    public boolean overwrites() {
        return true;
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray sum = outputs.get(0);
        boolean inPlace = isSame(inputs.get(0), sum);
        int squared =
                moments.stream().map(ChannelMomentGradient::squared).toList().indexOf(true);
        INDArray maps = inputs.get(1 + 2 * squared);
        ScaledSum scaled = new ScaledSum(maps, sum);
        INDArray row = Nd4j.create(DataType.FLOAT, 1, maps.size(3));
        return Instruction.of(
                kind(),
                () -> {
                    if (!inPlace) {
                        sum.assign(inputs.get(0));
                    }
                    scaled.factors().assign(0);
                    scaled.shifts().assign(0);
                    for (int i = 0; i < moments.size(); i++) {
                        INDArray rows = moments.get(i).squared() ? scaled.factors() : scaled.shifts();
                        inputs.get(2 + 2 * i)
                                .reshape(row.shape())
                                .muli(moments.get(i).factor(maps), row);
                        rows.addiRowVector(row);
                    }
                    scaled.run();
                },
                () -> {
                    scaled.close();
                    row.close();
                });
    }

    private static boolean isSame(INDArray a, INDArray b) {
        return a.offset() == b.offset()
                && a.data().pointer().address() == b.data().pointer().address();
    }
}
