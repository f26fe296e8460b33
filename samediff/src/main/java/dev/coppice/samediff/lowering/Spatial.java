package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** Operations on maps: padding and cropping of space axes, scaling of channels, and splitting into groups. */
final class Spatial {
    /** The rank of a map with height and width. */
    static final int PICTURE = 4;

    /** The rank of a map with depth, height and width. */
    static final int VOLUME = 5;

    /** Axes before the first space axis: batch and channels. */
    static final int SPACE = 2;

    private static final Conv2DConfig ONE = Conv2DConfig.builder().kH(1).kW(1).build();

    private Spatial() {}

    /** The reason why a map's operator cannot be lowered for its rank; empty if it has one to three space axes. */
    static Optional<String> objection(Shape map) {
        return map.rank() > SPACE && map.rank() <= VOLUME ? Optional.empty() : Optional.of("of rank " + map.rank());
    }

    /** The same for an operator with a window: one over a volume may not be dilated. */
    static Optional<String> windowObjection(LoweringContext c) {
        boolean dilated = Arrays.stream(c.attributes().integers("dilations", 1)).anyMatch(d -> d > 1);
        return dilated && c.shape(0).rank() == VOLUME
                ? Optional.of("with dilations over volumes")
                : objection(c.shape(0));
    }

    /** The shape of a map, or of weights, with at least two space axes: a length is the width of a map of height 1. */
    static Shape map(Shape shape) {
        return shape.rank() > SPACE + 1 ? shape : Shape.of(shape.size(0), shape.size(1), 1, shape.size(2));
    }

    /** The shape that gives each channel of a map one number. */
    static Shape channels(Shape map, int channels) {
        int[] sizes = new int[map.rank()];
        Arrays.fill(sizes, 1);
        sizes[1] = channels;
        return Shape.of(sizes);
    }

    /** Pads the space axes of a variable with one value, in front by {@code begin}, behind by {@code end}. */
    static SDVariable pad(SameDiff sd, SDVariable x, int[] begin, int[] end, double value) {
        if (Arrays.stream(begin).allMatch(p -> p == 0) && Arrays.stream(end).allMatch(p -> p == 0)) {
            return x;
        }
        int[][] amounts = new int[SPACE + begin.length][2];
        for (int i = 0; i < begin.length; i++) {
            amounts[SPACE + i] = new int[] {begin[i], end[i]};
        }
        return sd.nn().pad(x, sd.constant(Nd4j.createFromArray(amounts)), PadMode.CONSTANT, value);
    }

    /** The block of a variable from {@code begin} on along its space axes; {@code from} is the variable's shape. */
    static SDVariable crop(SameDiff sd, SDVariable x, int[] begin, int[] size, int[] from) {
        if (Arrays.stream(begin).allMatch(b -> b == 0)
                && Arrays.equals(size, Arrays.copyOfRange(from, SPACE, from.length))) {
            return x;
        }
        int[] first = new int[from.length];
        int[] sizes = new int[from.length];
        Arrays.fill(sizes, -1);
        System.arraycopy(begin, 0, first, SPACE, begin.length);
        System.arraycopy(size, 0, sizes, SPACE, size.length);
        return sd.slice(x, first, sizes);
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
