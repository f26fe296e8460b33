package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.Arrays;

/**
 * A sliding window over height and width with resolved padding: the meaning of Conv, ConvTranspose and pooling attributes
 * for a map of a given size. Every array has two entries, height first.
 *
 * @param kernel size of the kernel in samples, before dilation
 * @param strides distance of neighbouring windows in samples
 * @param dilations distance of the kernel's samples
 * @param begin padding above and on the left
 * @param end padding below and on the right
 */
@SuppressWarnings("ArrayRecordComponent") // package-internal arrays are never changed after construction
public record Window(int[] kernel, int[] strides, int[] dilations, int[] begin, int[] end) {

    /** The window of a Conv node over its input. */
    public static Window ofConv(Node node, Shape input, Shape weights) {
        return of(node, input, kernel(node, weights));
    }

    /** The window of a pooling node over its input. */
    public static Window ofPool(Node node, Shape input) {
        return of(node, input, node.attributes().integers("kernel_shape", 1, 1));
    }

    private static int[] kernel(Node node, Shape weights) {
        require2d(weights);
        return node.attributes().integers("kernel_shape", weights.size(2), weights.size(3));
    }

    private static Window of(Node node, Shape input, int[] kernel) {
        require2d(input);
        Attributes a = node.attributes();
        int[] strides = a.integers("strides", 1, 1);
        int[] dilations = a.integers("dilations", 1, 1);
        String auto = a.text("auto_pad", "NOTSET");
        int[] pads = a.integers("pads", 0, 0, 0, 0);
        int[] begin = {pads[0], pads[1]};
        int[] end = {pads[2], pads[3]};
        for (int i = 0; i < 2 && auto.startsWith("SAME"); i++) {
            int size = input.size(2 + i);
            int out = (size + strides[i] - 1) / strides[i];
            int total = Math.max(0, (out - 1) * strides[i] + (kernel[i] - 1) * dilations[i] + 1 - size);
            begin[i] = auto.equals("SAME_LOWER") ? total - total / 2 : total / 2;
            end[i] = total - begin[i];
        }
        if (auto.equals("VALID")) {
            Arrays.fill(begin, 0);
            Arrays.fill(end, 0);
        }
        return new Window(kernel, strides, dilations, begin, end);
    }

    /** The window of a ConvTranspose node; its output is cropped by {@code begin} and {@code end}. */
    public static Window ofConvTranspose(Node node, Shape input, Shape weights) {
        require2d(input);
        Attributes a = node.attributes();
        int[] kernel = kernel(node, weights);
        int[] strides = a.integers("strides", 1, 1);
        int[] dilations = a.integers("dilations", 1, 1);
        int[] extra = a.integers("output_padding", 0, 0);
        int[] pads = a.integers("pads", 0, 0, 0, 0);
        int[] wanted = a.integers("output_shape");
        String auto = a.text("auto_pad", "NOTSET");
        int[] begin = {pads[0], pads[1]};
        int[] end = {pads[2], pads[3]};
        for (int i = 0; i < 2; i++) {
            int full = strides[i] * (input.size(2 + i) - 1) + extra[i] + (kernel[i] - 1) * dilations[i] + 1;
            boolean same = auto.startsWith("SAME");
            if (same || wanted.length > 0) {
                int out = wanted.length > 0 ? wanted[wanted.length - 2 + i] : input.size(2 + i) * strides[i];
                int total = full - out;
                begin[i] = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
                end[i] = total - begin[i];
            }
        }
        return new Window(kernel, strides, dilations, begin, end);
    }

    /** Output size of a convolution or pooling along one axis (0 height, 1 width). */
    public int outputSize(int axis, int inputSize, boolean ceil) {
        int span = inputSize + begin[axis] + end[axis] - (kernel[axis] - 1) * dilations[axis] - 1;
        if (span < 0) {
            throw new IllegalArgumentException("a window of " + ((kernel[axis] - 1) * dilations[axis] + 1)
                    + " does not fit a padded size of " + (inputSize + begin[axis] + end[axis]));
        }
        int steps = span / strides[axis];
        if (ceil && span % strides[axis] != 0) {
            // A last, partial window counts only if it starts inside the input or its left padding.
            steps += (steps + 1) * strides[axis] < inputSize + begin[axis] ? 1 : 0;
        }
        return steps + 1;
    }

    /** Output size of a transposed convolution along one axis. */
    public int transposedSize(int axis, int inputSize, int outputPadding) {
        return strides[axis] * (inputSize - 1)
                + outputPadding
                + (kernel[axis] - 1) * dilations[axis]
                + 1
                - begin[axis]
                - end[axis];
    }

    private static void require2d(Shape shape) {
        if (shape.rank() != 4) {
            throw new IllegalArgumentException("expected a rank of 4 (N×C×H×W), got " + shape);
        }
    }
}
