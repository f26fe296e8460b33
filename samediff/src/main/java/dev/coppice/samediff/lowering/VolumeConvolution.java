package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.Window;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv3DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv3DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;

/**
 * Convolutions of volumes N×C×D×H×W. Weights O×I×kD×kH×kW become kD×kH×kW×I×O, those of a transposed one, I×O×kD×kH×kW,
 * become kD×kH×kW×O×I. Groups are split and concatenated.
 *
 * <p>ND4J's oneDNN kernels throw on dilation, so a dilated kernel is written out with the zeros between its samples.
 */
final class VolumeConvolution {
    private VolumeConvolution() {}

    /** The convolution of a Conv node, with its bias. */
    static SDVariable of(LoweringContext c, Window window) {
        boolean even = Arrays.equals(window.begin(), window.end());
        SDVariable x = even ? c.input(0) : Spatial.pad(c.sd(), c.input(0), window.begin(), window.end(), 0);
        Conv3DConfig config = config(window, even ? window.begin() : new int[3]);
        SDVariable weights = dilated(c, window, c.weight(1, new WeightLayout(c.shape(1), 2, 3, 4, 1, 0)));
        int groups = c.attributes().integer("group", 1);
        if (groups == 1) {
            return c.has(2)
                    ? c.sd().cnn().conv3d(x, weights, c.input(2), config)
                    : c.sd().cnn().conv3d(x, weights, config);
        }
        SDVariable[] inputs = Spatial.split(c.sd(), x, groups, 1);
        SDVariable[] kernels = Spatial.split(c.sd(), weights, groups, 4);
        SDVariable[] parts = new SDVariable[groups];
        Arrays.setAll(parts, g -> c.sd().cnn().conv3d(inputs[g], kernels[g], config));
        SDVariable joined = c.sd().concat(1, parts);
        Shape bias = Spatial.channels(c.outputShape(), c.shape(1).size(0));
        return c.has(2) ? joined.add(c.weight(2, WeightLayout.plain(bias))) : joined;
    }

    /** The full transposed convolution of a ConvTranspose node, without bias and before it is cropped. */
    static SDVariable transposed(LoweringContext c, Window window) {
        DeConv3DConfig config = DeConv3DConfig.builder()
                .kD(window.kernel()[0])
                .kH(window.kernel()[1])
                .kW(window.kernel()[2])
                .sD(window.strides()[0])
                .sH(window.strides()[1])
                .sW(window.strides()[2])
                .dD(1)
                .dH(1)
                .dW(1)
                .dataFormat(Conv3DConfig.NCDHW)
                .build();
        SDVariable weights = c.weight(1, new WeightLayout(c.shape(1), 2, 3, 4, 1, 0));
        int groups = c.attributes().integer("group", 1);
        if (groups == 1) {
            return c.sd().cnn().deconv3d(c.input(0), weights, config);
        }
        SDVariable[] inputs = Spatial.split(c.sd(), c.input(0), groups, 1);
        SDVariable[] kernels = Spatial.split(c.sd(), weights, groups, 4);
        SDVariable[] parts = new SDVariable[groups];
        Arrays.setAll(parts, g -> c.sd().cnn().deconv3d(inputs[g], kernels[g], config));
        return c.sd().concat(1, parts);
    }

    private static SDVariable dilated(LoweringContext c, Window window, SDVariable weights) {
        Shape w = c.shape(1);
        Shape shape = Shape.of(w.size(2), w.size(3), w.size(4), w.size(1), w.size(0));
        SDVariable wide = weights;
        for (int axis = 0; axis < 3; axis++) {
            int size = shape.size(axis);
            int step = window.dilations()[axis];
            if (step > 1 && size > 1) {
                float[][] places = new float[size][extent(window, axis)];
                for (int i = 0; i < size; i++) {
                    places[i][i * step] = 1;
                }
                wide = AxisProduct.apply(c, wide, shape, axis, places);
                shape = shape.with(axis, places[0].length);
            }
        }
        return wide;
    }

    private static int extent(Window window, int axis) {
        return (window.kernel()[axis] - 1) * window.dilations()[axis] + 1;
    }

    private static Conv3DConfig config(Window window, int... pad) {
        return Conv3DConfig.builder()
                .kD(extent(window, 0))
                .kH(extent(window, 1))
                .kW(extent(window, 2))
                .sD(window.strides()[0])
                .sH(window.strides()[1])
                .sW(window.strides()[2])
                .pD(pad[0])
                .pH(pad[1])
                .pW(pad[2])
                .paddingMode(PaddingMode.VALID)
                .dataFormat(Conv3DConfig.NCDHW)
                .build();
    }
}
