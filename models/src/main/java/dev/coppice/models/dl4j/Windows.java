package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The window of a convolution or pool: kernel, stride, dilation and padding of each space axis.
 *
 * @param kernel sizes of the kernel
 * @param strides strides
 * @param dilations dilations
 * @param padding zeros at both ends, where the mode takes them from the settings
 * @param mode the mode of convolution
 */
@SuppressWarnings("ArrayRecordComponent") // package-internal arrays are never changed after construction
record Windows(int[] kernel, int[] strides, int[] dilations, int[] padding, Mode mode) {
    private static final int LARGEST_KERNEL = 4096;

    /** How borders are treated. */
    enum Mode {
        /** As the padding says; what does not fill a window is left out. */
        GIVEN,
        /** So that only the stride changes the size; one more at the end. */
        SAME,
        /** All at the beginning, so that nothing later is seen. */
        CAUSAL
    }

    /** The window that a layer's settings give. */
    static Windows of(Settings layer, int axes) {
        String word = layer.word("convolutionMode", "Truncate", "Strict", "Same", "Causal");
        Mode mode = word.equals("Same") ? Mode.SAME : word.equals("Causal") ? Mode.CAUSAL : Mode.GIVEN;
        Windows window = new Windows(
                first(layer, "kernelSize", axes, 0),
                first(layer, "stride", axes, 1),
                first(layer, "dilation", axes, 1),
                first(layer, "padding", axes, 0),
                mode);
        if (Arrays.stream(window.kernel).anyMatch(k -> k < 1 || k > LARGEST_KERNEL)
                || Arrays.stream(window.strides).anyMatch(s -> s < 1)
                || Arrays.stream(window.dilations).anyMatch(d -> d < 1)) {
            throw layer.fault(
                    "kernelSize", "sizes from 1 to " + LARGEST_KERNEL + ", with strides and dilations of 1 or more");
        }
        return window;
    }

    /** Layers of one axis may repeat their numbers for a second one. */
    private static int[] first(Settings layer, String name, int axes, int otherwise) {
        if (!layer.has(name)) {
            if (name.equals("kernelSize")) {
                throw layer.fault(name, "whole numbers");
            }
            return IntStream.generate(() -> otherwise).limit(axes).toArray();
        }
        boolean isPair = axes == 1 && layer.json().path(name).size() == 2;
        return isPair ? new int[] {layer.wholes(name, 2)[0]} : layer.wholes(name, axes);
    }

    int axes() {
        return kernel.length;
    }

    /** The attributes of ONNX' convolutions and pools. */
    Attributes attributes() {
        Attributes shape = Attributes.NONE
                .with("kernel_shape", kernel)
                .with("strides", strides)
                .with("dilations", dilations);
        if (mode == Mode.SAME) {
            return shape.with("auto_pad", "SAME_UPPER");
        }
        int axes = axes();
        int[] pads = new int[2 * axes];
        for (int i = 0; i < axes; i++) {
            boolean causal = mode == Mode.CAUSAL;
            pads[i] = causal ? reach(i) - 1 : padding[i];
            pads[axes + i] = causal ? 0 : padding[i];
        }
        return shape.with("pads", pads);
    }

    /** The attributes of a transposed convolution, whose padding does not depend on the size. */
    Attributes transposed() {
        if (mode == Mode.CAUSAL) {
            throw new IllegalArgumentException("its mode is Causal, expected Same, Truncate or Strict");
        }
        int axes = axes();
        int[] pads = new int[2 * axes];
        int[] more = new int[axes];
        for (int i = 0; i < axes; i++) {
            int excess = reach(i) - strides[i];
            boolean same = mode == Mode.SAME;
            pads[i] = same ? Math.max(0, excess) / 2 : padding[i];
            pads[axes + i] = same ? Math.max(0, excess) - pads[i] : padding[i];
            more[i] = same ? Math.max(0, -excess) : 0;
        }
        Attributes attributes = Attributes.NONE
                .with("kernel_shape", kernel)
                .with("strides", strides)
                .with("dilations", dilations)
                .with("pads", pads);
        return Arrays.stream(more).anyMatch(m -> m > 0) ? attributes.with("output_padding", more) : attributes;
    }

    /** The samples from the first that a window reads to its last. */
    private int reach(int axis) {
        return dilations[axis] * (kernel[axis] - 1) + 1;
    }

    /** A shape that starts with some sizes and ends with the kernel's. */
    int[] shape(int first, int second) {
        int[] sizes = new int[2 + axes()];
        sizes[0] = first;
        sizes[1] = second;
        System.arraycopy(kernel, 0, sizes, 2, axes());
        return sizes;
    }
}
