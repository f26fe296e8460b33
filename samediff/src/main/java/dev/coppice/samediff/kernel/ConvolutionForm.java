package dev.coppice.samediff.kernel;

import java.util.List;

/**
 * What a convolution is.
 *
 * @param in N×H×W×I
 * @param weights kH×kW×I×O; kH×kW×C×M of a depthwise one, whose channel c makes M others
 * @param out N×H×W×O
 * @param window kernel, strides, padding, dilations, each of height and width
 * @param depthwise whether every channel is convolved on its own
 */
public record ConvolutionForm(List<Long> in, List<Long> weights, List<Long> out, List<Long> window, boolean depthwise) {
    public ConvolutionForm {
        in = List.copyOf(in);
        weights = List.copyOf(weights);
        out = List.copyOf(out);
        window = List.copyOf(window);
    }

    long[] strides() {
        return pair(2);
    }

    long[] padding() {
        return pair(4);
    }

    /** As oneDNN counts them: 0 is none. */
    long[] dilations() {
        return new long[] {window.get(6) - 1, window.get(7) - 1};
    }

    private long[] pair(int from) {
        return new long[] {window.get(from), window.get(from + 1)};
    }

    /** O×I×kH×kW, or C×M×1×kH×kW. */
    long[] weightSizes() {
        long height = weights.get(0);
        long width = weights.get(1);
        long from = weights.get(2);
        long to = weights.get(3);
        return depthwise ? new long[] {from, to, 1, height, width} : new long[] {to, from, height, width};
    }

    /** Steps in memory along {@link #weightSizes}. */
    long[] weightSteps() {
        long to = weights.get(3);
        long column = weights.get(2) * to;
        long row = weights.get(1) * column;
        return depthwise ? new long[] {to, 1, 1, row, column} : new long[] {1, to, row, column};
    }
}
