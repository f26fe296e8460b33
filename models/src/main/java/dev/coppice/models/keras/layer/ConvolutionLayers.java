package dev.coppice.models.keras.layer;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Convolutions; a kernel has its axes of space first in Keras and last in ONNX. */
final class ConvolutionLayers {
    private ConvolutionLayers() {}

    static String convolution(LayerCall call) {
        LayerConfig config = call.config();
        String x = call.first(call.input());
        int axes = space(call, x);
        List<Tensor> all = call.variables(bias(config) ? 2 : 1);
        Tensor kernel = toFirst(kernel(call, all.get(0), axes), axes + 1, axes);
        Attributes attributes = window(config, kernel, axes).with("group", config.integer("groups", 1));
        return finish(
                call, call.main("Conv", attributes, inputs(call, "kernel", x, kernel, all.subList(1, all.size()))));
    }

    static String depthwise(LayerCall call) {
        LayerConfig config = call.config();
        String x = call.first(call.input());
        int axes = space(call, x);
        List<Tensor> all = call.variables(bias(config) ? 2 : 1);
        Tensor kernel = perChannel(kernel(call, all.get(0), axes), axes);
        Attributes attributes =
                window(config, kernel, axes).with("group", all.get(0).shape().size(-2));
        return finish(
                call, call.main("Conv", attributes, inputs(call, "kernel", x, kernel, all.subList(1, all.size()))));
    }

    static String separable(LayerCall call) {
        LayerConfig config = call.config();
        String x = call.first(call.input());
        int axes = space(call, x);
        List<Tensor> all = call.variables(bias(config) ? 3 : 2);
        Tensor deep = perChannel(kernel(call, all.get(0), axes), axes);
        Attributes attributes =
                window(config, deep, axes).with("group", all.get(0).shape().size(-2));
        String depth = call.add("depthwise", "Conv", attributes, x, call.weight("depthwise", deep));
        Tensor point = toFirst(kernel(call, all.get(1), axes), axes + 1, axes);
        return finish(
                call,
                call.main(
                        "Conv", Attributes.NONE, inputs(call, "pointwise", depth, point, all.subList(2, all.size()))));
    }

    /**
     * The gradient of a convolution: its full result, cropped by Keras's own amounts, or made longer at the end where a
     * stride reaches beyond the kernel.
     */
    static String transposed(LayerCall call) {
        LayerConfig config = call.config();
        String x = call.first(call.input());
        int axes = space(call, x);
        List<Tensor> all = call.variables(bias(config) ? 2 : 1);
        Tensor kernel = toFirst(kernel(call, all.get(0), axes), axes + 1, axes);
        int[] strides = config.sizes("strides", axes, 1);
        int[] dilations = config.sizes("dilation_rate", axes, 1);
        int[] pads = new int[2 * axes];
        int[] longer = new int[axes];
        for (int i = 0; i < axes; i++) {
            int window = (kernel.shape().size(2 + i) - 1) * dilations[i] + 1;
            int[] ends = crops(config, window, strides[i], i, axes);
            pads[i] = ends[0];
            pads[axes + i] = Math.max(0, ends[1]);
            longer[i] = Math.max(0, -ends[1]);
        }
        Attributes attributes = Attributes.NONE
                .with("strides", strides)
                .with("dilations", dilations)
                .with("pads", pads);
        Attributes grown =
                Arrays.stream(longer).allMatch(i -> i == 0) ? attributes : attributes.with("output_padding", longer);
        String[] inputs = inputs(call, "kernel", x, kernel, all.subList(1, all.size()));
        return finish(call, call.main("ConvTranspose", grown, inputs));
    }

    /** What is cropped before and after; less than 0 where the result is longer than the full one. */
    private static int[] crops(LayerConfig config, int window, int stride, int axis, int axes) {
        boolean same = same(config);
        boolean given = config.has("output_padding");
        int more = given ? config.sizes("output_padding", axes, 0)[axis] : 0;
        if (!same) {
            return new int[] {0, -(given ? more : Math.max(stride - window, 0))};
        }
        int pads = given ? window + window % 2 - 2 + more : stride + window - 2;
        int before = Math.min(pads - pads / 2, window - 1);
        return new int[] {window - 1 - before, window - 1 - (pads - before)};
    }

    private static boolean bias(LayerConfig config) {
        return config.flag("use_bias", true);
    }

    private static boolean same(LayerConfig config) {
        String padding = config.text("padding", "valid");
        if (!List.of("same", "valid", "causal").contains(padding)) {
            throw config.refusal("has the padding '" + padding + "', expected same, valid or causal");
        }
        return padding.equals("same");
    }

    private static int space(LayerCall call, String x) {
        int axes = call.shape(x).rank() - 2;
        if (axes < 1) {
            throw call.config().refusal("reads " + call.shape(x).rank() + " axes, expected 3 or more");
        }
        return axes;
    }

    private static Tensor kernel(LayerCall call, Tensor kernel, int axes) {
        if (kernel.shape().rank() != axes + 2 || kernel.shape().elements() == 0) {
            throw call.config().refusal("has a kernel of " + kernel.shape() + ", expected " + (axes + 2) + " axes");
        }
        return kernel;
    }

    private static Tensor toFirst(Tensor kernel, int first, int second) {
        int axes = kernel.shape().rank() - 2;
        int[] order = IntStream.concat(IntStream.of(first, second), IntStream.range(0, axes))
                .toArray();
        return AxisOrder.of(order).of(kernel);
    }

    /** A depthwise kernel: one group for each channel, with as many filters as the multiplier says. */
    private static Tensor perChannel(Tensor kernel, int axes) {
        int[] sizes = kernel.shape().sizes();
        int[] flat = new int[axes + 2];
        flat[0] = Math.multiplyExact(sizes[axes], sizes[axes + 1]);
        flat[1] = 1;
        System.arraycopy(sizes, 0, flat, 2, axes);
        return toFirst(kernel, axes, axes + 1).reshape(Shape.of(flat));
    }

    private static Attributes window(LayerConfig config, Tensor kernel, int axes) {
        int[] dilations = config.sizes("dilation_rate", axes, 1);
        Attributes attributes = Attributes.NONE
                .with("strides", config.sizes("strides", axes, 1))
                .with("dilations", dilations);
        if (same(config)) {
            return attributes.with("auto_pad", "SAME_UPPER");
        }
        return config.text("padding", "valid").equals("causal")
                ? attributes.with("pads", (kernel.shape().size(2) - 1) * dilations[0], 0)
                : attributes;
    }

    private static String[] inputs(LayerCall call, String role, String x, Tensor kernel, List<Tensor> bias) {
        String weights = call.weight(role, kernel);
        return bias.isEmpty() ? new String[] {x, weights} : new String[] {x, weights, call.weight("bias", bias.get(0))};
    }

    private static String finish(LayerCall call, String first) {
        return call.activated(call.last(first));
    }
}
