package dev.coppice.samediff.lowering;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** Operations on maps: padding and cropping of height and width, scaling of channels, and splitting into groups. */
final class Spatial {
    private static final Conv2DConfig ONE = Conv2DConfig.builder().kH(1).kW(1).build();

    private Spatial() {}

    /** Pads a rank-4 variable with one value, above and on the left by {@code begin}, below and on the right by {@code end}. */
    static SDVariable pad(SameDiff sd, SDVariable x, int[] begin, int[] end, double value) {
        if (begin[0] == 0 && begin[1] == 0 && end[0] == 0 && end[1] == 0) {
            return x;
        }
        int[][] amounts = {{0, 0}, {0, 0}, {begin[0], end[0]}, {begin[1], end[1]}};
        return sd.nn().pad(x, sd.constant(Nd4j.createFromArray(amounts)), PadMode.CONSTANT, value);
    }

    /** The h×w block from {@code begin} on of an N×C×H×W variable of the given size. */
    static SDVariable crop(SameDiff sd, SDVariable x, int[] begin, int[] size, int[] from) {
        if (begin[0] == 0 && begin[1] == 0 && size[0] == from[2] && size[1] == from[3]) {
            return x;
        }
        return sd.slice(x, new int[] {0, 0, begin[0], begin[1]}, -1, -1, size[0], size[1]);
    }

    /**
     * Multiplies each channel of a rank-4 variable by a factor, as a depthwise 1×1 convolution. The gradient of a
     * broadcasting product takes ten times as long.
     *
     * @param factors one factor per channel, 1×1×C×1
     */
    static SDVariable scale(SameDiff sd, SDVariable x, SDVariable factors) {
        return sd.cnn().depthWiseConv2d(x, factors, ONE);
    }

    /** As above, then adds a shift to each channel. */
    static SDVariable scale(SameDiff sd, SDVariable x, SDVariable factors, SDVariable shifts) {
        return sd.cnn().depthWiseConv2d(x, factors, shifts, ONE);
    }

    /**
     * Mixes the channels of a rank-4 variable by a 1×1 convolution.
     *
     * @param weights 1×1×C×K
     */
    static SDVariable mix(SameDiff sd, SDVariable x, SDVariable weights) {
        return sd.cnn().conv2d(x, weights, ONE);
    }

    /** Splits an axis into equal parts. */
    static SDVariable[] split(SameDiff sd, SDVariable x, int parts, int axis) {
        return sd.split(x, parts, axis);
    }
}
