package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.Arrays;

/**
 * A sliding window over the space axes of a map with resolved padding: the meaning of Conv, ConvTranspose and pooling
 * attributes for a map of a given size. Every array has one entry for each space axis: length; height and width; or depth,
 * height and width.
 *
 * @param kernel size of the kernel in samples, before dilation
 * @param strides distance of neighbouring windows in samples
 * @param dilations distance of the kernel's samples
 * @param begin padding before the first sample
 * @param end padding behind the last sample
 * @param extra samples that a transposed convolution adds at the end
 */
@SuppressWarnings("ArrayRecordComponent") // package-internal arrays are never changed after construction
public record Window(int[] kernel, int[] strides, int[] dilations, int[] begin, int[] end, int[] extra) {
    /** Axes before the first space axis: batch and channels. */
    private static final int SPACE = 2;

    /** The window of a Conv node over its input. */
    public static Window ofConv(Node node, Shape input, Shape weights) {
        return of(node, input, kernel(node, weights));
    }

    /** The window of a pooling node over its input. */
    public static Window ofPool(Node node, Shape input) {
        return of(node, input, given(node, "kernel_shape", spaceAxes(input), 1));
    }

    private static int[] kernel(Node node, Shape weights) {
        int axes = spaceAxes(weights);
        return node.attributes().integers("kernel_shape", Arrays.copyOfRange(weights.sizes(), SPACE, SPACE + axes));
    }

    /** The window as its node states it, with pads as they are written. */
    private static Window stated(Node node, Shape input, int[] kernel) {
        int axes = spaceAxes(input);
        if (kernel.length != axes) {
            throw new IllegalArgumentException(
                    "a kernel over " + kernel.length + " axes does not go over the " + axes + " of " + input);
        }
        int[] pads = given(node, "pads", 2 * axes, 0);
        return new Window(
                kernel,
                given(node, "strides", axes, 1),
                given(node, "dilations", axes, 1),
                Arrays.copyOf(pads, axes),
                Arrays.copyOfRange(pads, axes, 2 * axes),
                given(node, "output_padding", axes, 0));
    }

    private static Window of(Node node, Shape input, int[] kernel) {
        Window w = stated(node, input, kernel);
        String auto = node.attributes().text("auto_pad", "NOTSET");
        for (int i = 0; i < kernel.length && auto.startsWith("SAME"); i++) {
            int size = input.size(SPACE + i);
            int out = (size + w.strides[i] - 1) / w.strides[i];
            int total = Math.max(0, (out - 1) * w.strides[i] + w.reach(i) - size);
            w.begin[i] = auto.equals("SAME_LOWER") ? total - total / 2 : total / 2;
            w.end[i] = total - w.begin[i];
        }
        if (auto.equals("VALID")) {
            Arrays.fill(w.begin, 0);
            Arrays.fill(w.end, 0);
        }
        return w;
    }

    /** The window of a ConvTranspose node; its output is cropped by {@code begin} and {@code end}. */
    public static Window ofConvTranspose(Node node, Shape input, Shape weights) {
        Window w = stated(node, input, kernel(node, weights));
        int[] wanted = node.attributes().integers("output_shape");
        String auto = node.attributes().text("auto_pad", "NOTSET");
        boolean same = auto.startsWith("SAME");
        int axes = w.kernel.length;
        for (int i = 0; i < axes && (same || wanted.length >= axes); i++) {
            int size = input.size(SPACE + i);
            int full = w.strides[i] * (size - 1) + w.extra[i] + w.reach(i);
            int out = wanted.length > 0 ? wanted[wanted.length - axes + i] : size * w.strides[i];
            int total = full - out;
            w.begin[i] = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
            w.end[i] = total - w.begin[i];
        }
        return w;
    }

    /** This window over a map with at least two space axes: a length is the width of a map of height 1. */
    public Window asMap() {
        return kernel.length > 1
                ? this
                : new Window(
                        new int[] {1, kernel[0]},
                        new int[] {1, strides[0]},
                        new int[] {1, dilations[0]},
                        new int[] {0, begin[0]},
                        new int[] {0, end[0]},
                        new int[] {0, extra[0]});
    }

    /** The samples from the first of the kernel to its last along one space axis. */
    public int reach(int axis) {
        return (kernel[axis] - 1) * dilations[axis] + 1;
    }

    /** The pads as ONNX writes them: before all axes, then behind all axes. */
    public int[] pads() {
        int[] pads = Arrays.copyOf(begin, 2 * begin.length);
        System.arraycopy(end, 0, pads, begin.length, end.length);
        return pads;
    }

    /** The shape that a convolution or pooling gives, with this number of channels. */
    public Shape output(Shape input, int channels, boolean ceil) {
        Shape out = input.with(1, channels);
        for (int i = 0; i < kernel.length; i++) {
            out = out.with(SPACE + i, outputSize(i, input.size(SPACE + i), ceil));
        }
        return out;
    }

    /** The shape that a transposed convolution gives, with this number of channels. */
    public Shape transposed(Shape input, int channels) {
        Shape out = input.with(1, channels);
        for (int i = 0; i < kernel.length; i++) {
            out = out.with(SPACE + i, transposedSize(i, input.size(SPACE + i)));
        }
        return out;
    }

    /** Output size of a convolution or pooling along one space axis. */
    public int outputSize(int axis, int inputSize, boolean ceil) {
        int span = inputSize + begin[axis] + end[axis] - reach(axis);
        if (span < 0) {
            throw new IllegalArgumentException("a window of " + reach(axis) + " does not fit a padded size of "
                    + (inputSize + begin[axis] + end[axis]));
        }
        int steps = span / strides[axis];
        if (ceil && span % strides[axis] != 0) {
            // A last, partial window counts only if it starts inside the input or its left padding.
            steps += (steps + 1) * strides[axis] < inputSize + begin[axis] ? 1 : 0;
        }
        return steps + 1;
    }

    /** Output size of a transposed convolution along one space axis. */
    public int transposedSize(int axis, int inputSize) {
        return strides[axis] * (inputSize - 1) + extra[axis] + reach(axis) - begin[axis] - end[axis];
    }

    private static int spaceAxes(Shape shape) {
        if (shape.rank() <= SPACE) {
            throw new IllegalArgumentException("expected N×C and space axes, got " + shape);
        }
        return shape.rank() - SPACE;
    }

    private static int[] given(Node node, String name, int count, int otherwise) {
        Attributes a = node.attributes();
        int[] values = a.integers(name, filled(count, otherwise));
        if (values.length != count) {
            throw new IllegalArgumentException(
                    "'" + name + "' is " + Arrays.toString(values) + ", expected " + count + " numbers");
        }
        return values;
    }

    private static int[] filled(int count, int value) {
        int[] values = new int[count];
        Arrays.fill(values, value);
        return values;
    }
}
