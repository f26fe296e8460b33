package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.ScaleGradient;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradient of multiplying each channel by a factor and adding a shift, a depthwise 1×1 convolution. For maps x N×H×W×C,
 * factors s and shifts t, the gradients are g · s, Σ g · x and Σ g, summed over images and pixels.
 */
record ChannelScaleGradient() implements Work {
    private static final List<Long> ONE = List.of(1L, 1L, 1L, 1L, 0L, 0L);

    static Optional<MapForm> form(OperatorWork work, List<Result> inputs) {
        boolean scales = work.kind().equals("depthwise_conv2d_bp")
                && work.integerArguments().subList(0, ONE.size()).equals(ONE)
                && inputs.get(1).sizes().get(3) == 1;
        MapForm form = MapForm.of(new ChannelScaleGradient(), Set.of(0, inputs.size() - 1), Set.of(0));
        return scales
                ? Optional.of(
                        isFast(inputs.get(0).channelsLast().sizes())
                                ? form
                                : form.withRoom(inputs.get(0).channelsLast()))
                : Optional.empty();
    }

    @Override
    public String kind() {
        return "depthwise_conv2d_bp";
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        List<Long> sizes = Arrays.stream(inputs.get(0).shape()).boxed().toList();
        return isFast(sizes) ? direct(inputs, outputs) : byProducts(inputs, outputs);
    }

    /** The form for maps N×H×W×C. */
    private static boolean isFast(List<Long> sizes) {
        return ScaleGradient.isFast(sizes.get(0) * sizes.get(1) * sizes.get(2), sizes.get(3));
    }

    private Instruction direct(List<INDArray> inputs, List<INDArray> outputs) {
        ScaleGradient gradient = new ScaleGradient(
                inputs.get(0),
                inputs.get(1),
                inputs.get(inputs.size() - 1),
                new ScaleGradient.Gradients(outputs.get(0), outputs.get(1)));
        return Instruction.of(
                kind(),
                () -> {
                    gradient.run();
                    if (inputs.size() == 4) {
                        outputs.get(2).reshape(1, -1).assign(gradient.shiftGradient());
                    }
                },
                gradient::close);
    }

    private Instruction byProducts(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray x = inputs.get(0);
        long channels = x.size(3);
        INDArray g = inputs.get(inputs.size() - 1);
        INDArray product = outputs.get(outputs.size() - 1);
        INDArray factors = inputs.get(1).reshape(channels);
        INDArray ofFactors = outputs.get(1).reshape(1, channels);
        Optional<INDArray> ofShifts =
                inputs.size() == 4 ? Optional.of(outputs.get(2).reshape(1, channels)) : Optional.empty();
        BroadcastMulOp ofMaps = new BroadcastMulOp(
                g.reshape(-1, channels), factors, outputs.get(0).reshape(-1, channels), 1);
        ColumnSums sums = new ColumnSums(x.shape());
        return Instruction.of(
                kind(),
                () -> {
                    x.muli(g, product);
                    ofFactors.assign(sums.of(product));
                    ofShifts.ifPresent(gradient -> gradient.assign(sums.of(g)));
                    Nd4j.getExecutioner().exec(ofMaps);
                },
                sums::close);
    }
}
