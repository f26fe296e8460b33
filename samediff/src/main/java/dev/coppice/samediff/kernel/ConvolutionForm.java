package dev.coppice.samediff.kernel;

import java.util.List;

/**
 * Sizes and window of a convolution.
 *
 * @param in N×H×W×I
 * @param weights kH×kW×I×O; for a depthwise convolution kH×kW×C×M, where each channel makes M others
 * @param out N×H×W×O
 * @param window kernel, strides, padding and dilations, each for height and width
 * @param depthwise whether every channel is convolved separately
 */
public record ConvolutionForm(List<Long> in, List<Long> weights, List<Long> out, List<Long> window, boolean depthwise) {
    public ConvolutionForm {
        in = List.copyOf(in);
        weights = List.copyOf(weights);
        out = List.copyOf(out);
        window = List.copyOf(window);
    }

    /** Whether it reads some pixels alone: a kernel of one pixel with strides. */
    boolean skipsPixels() {
        return weights.get(0) * weights.get(1) == 1 && window.get(2) * window.get(3) > 1;
    }

    /**
     * Whether the gradient in the maps is the same convolution of the gradient above with the window turned around: dilated, each
     * channel for itself, without strides.
     */
    public boolean turns() {
        boolean spread = window.get(6) * window.get(7) > 1;
        boolean whole = window.get(2) * window.get(3) == 1 && Math.min(turnedPadding()[0], turnedPadding()[1]) >= 0;
        return depthwise && weights.get(3) == 1 && spread && whole;
    }

    /** The padding of the turned convolution, {@link #turns}. */
    long[] turnedPadding() {
        return new long[] {
            window.get(6) * (window.get(0) - 1) - window.get(4), window.get(7) * (window.get(1) - 1) - window.get(5)
        };
    }

    long[] strides() {
        return pair(2);
    }

    long[] padding() {
        return pair(4);
    }

    /** The dilations as oneDNN counts them: 0 means none. */
    long[] dilations() {
        return new long[] {window.get(6) - 1, window.get(7) - 1};
    }

    private long[] pair(int from) {
        return new long[] {window.get(from), window.get(from + 1)};
    }

    /** The sizes of the weights, O×I×kH×kW or C×M×1×kH×kW. */
    long[] weightSizes() {
        long height = weights.get(0);
        long width = weights.get(1);
        long from = weights.get(2);
        long to = weights.get(3);
        return depthwise ? new long[] {from, to, 1, height, width} : new long[] {to, from, height, width};
    }

    /** The strides in memory along {@link #weightSizes}. */
    long[] weightSteps() {
        long to = weights.get(3);
        long column = weights.get(2) * to;
        long row = weights.get(1) * column;
        return depthwise ? new long[] {to, 1, 1, row, column} : new long[] {1, to, row, column};
    }
}
