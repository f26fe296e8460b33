package dev.coppice.eval;

import static dev.coppice.eval.NetworkDraft.CHANNELS;

import dev.coppice.eval.NetworkDraft.Feature;
import dev.coppice.models.graph.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Blocks of convolutional networks: residual, dense, depthwise, grouped, gated, upsampled. */
final class ConvolutionBlocks {
    private static final Attributes NEAREST = Attributes.NONE.with("mode", "nearest");

    private ConvolutionBlocks() {}

    static Feature plain(NetworkDraft d, Feature x) {
        return activated(d, d.convolution(x, d.width()));
    }

    static Feature depthwise(NetworkDraft d, Feature x) {
        return d.convolution(x, x.channels(), x.channels(), 3);
    }

    static Feature grouped(NetworkDraft d, Feature x) {
        return d.convolution(x, x.channels() * 2, 4, 3);
    }

    static Feature activated(NetworkDraft d, Feature x) {
        String op =
                List.of("Relu", "Sigmoid", "LeakyRelu", "Tanh").get(d.random().nextInt(4));
        return new Feature(d.add(op, x.tensor()), x.channels());
    }

    static Feature residual(NetworkDraft d, Feature x) {
        Feature inner = d.convolution(plain(d, x), x.channels());
        String op = List.of("Add", "Sub", "Max").get(d.random().nextInt(3));
        return new Feature(d.add(op, x.tensor(), inner.tensor()), x.channels());
    }

    static Feature dense(NetworkDraft d, Feature x) {
        Feature grown = plain(d, x);
        return new Feature(d.add("Concat", CHANNELS, x.tensor(), grown.tensor()), x.channels() + grown.channels());
    }

    private static String pooled(NetworkDraft d, Feature x) {
        Attributes window = Attributes.NONE.with("kernel_shape", d.each(2)).with("strides", d.each(2));
        return d.add(d.coin() ? "MaxPool" : "AveragePool", window, x.tensor());
    }

    static Feature resized(NetworkDraft d, Feature x) {
        return new Feature(d.add("Resize", NEAREST, pooled(d, x), "", doubled(d)), x.channels());
    }

    private static String doubled(NetworkDraft d) {
        float[] scales = new float[2 + d.axes()];
        Arrays.fill(scales, 2, scales.length, 2);
        Arrays.fill(scales, 0, 2, 1);
        return d.floats(scales);
    }

    /** A Resize to a target size that names the channels. */
    static Feature resizedToTarget(NetworkDraft d, Feature x) {
        String small = pooled(d, x);
        return new Feature(d.add("Resize", NEAREST, small, "", "", d.sizes(d.side(), 1, x.channels())), x.channels());
    }

    static Feature transposed(NetworkDraft d, Feature x) {
        int group = d.coin() ? 1 : 2;
        int out = d.width();
        Attributes attributes = Attributes.NONE.with("strides", d.each(2)).with("group", group);
        String weights = d.kernel(x.channels(), out / group, 2);
        return new Feature(d.add("ConvTranspose", attributes, pooled(d, x), weights), out);
    }

    /** Squeeze and excite. */
    static Feature gated(NetworkDraft d, Feature x) {
        String mean = d.add("GlobalAveragePool", x.tensor());
        String low = d.add("Conv", mean, d.kernel(4, x.channels(), 1), d.normal(4));
        String high = d.add("Conv", low, d.kernel(x.channels(), 4, 1));
        return new Feature(d.add("Mul", x.tensor(), d.add("Sigmoid", high)), x.channels());
    }

    /** Squeeze and excite through linear layers. */
    static Feature linearGate(NetworkDraft d, Feature x) {
        String mean = d.coin()
                ? d.add("ReduceMean", Attributes.NONE.with("keepdims", 0), x.tensor(), d.spaceAxes())
                : d.add("Squeeze", d.add("GlobalAveragePool", x.tensor()), d.spaceAxes());
        Attributes linear = Attributes.NONE.with("transB", 1);
        String low = d.add("Gemm", linear, mean, d.normal(8, x.channels()), d.normal(8));
        String high = d.add("Gemm", linear, d.add("Relu", low), d.normal(x.channels(), 8), d.normal(x.channels()));
        String gate = d.add("Sigmoid", d.add("Unsqueeze", high, d.spaceAxes()));
        return new Feature(d.add("Mul", x.tensor(), gate), x.channels());
    }

    /** Half of the channels through a convolution, the other half beside it. */
    static Feature chunked(NetworkDraft d, Feature x) {
        int half = x.channels() / 2;
        List<String> parts = d.coin()
                ? d.addParts("Split", CHANNELS.with("num_outputs", 2), 2, x.tensor())
                : List.of(slice(d, x, 0, half), slice(d, x, half, Long.MAX_VALUE));
        Feature inner = d.convolution(new Feature(parts.get(0), half), half);
        return new Feature(d.add("Concat", CHANNELS, inner.tensor(), parts.get(1)), x.channels());
    }

    private static String slice(NetworkDraft d, Feature x, long from, long to) {
        return d.add("Slice", x.tensor(), d.integers(from), d.integers(to), d.integers(1));
    }

    static Feature pixelShuffled(NetworkDraft d, Feature x) {
        int out = d.width();
        String deep = d.add("Conv", pooled(d, x), d.normal(out * 4, x.channels(), 1, 1));
        String mode = d.coin() ? "CRD" : "DCR";
        return new Feature(
                d.add("DepthToSpace", Attributes.NONE.with("blocksize", 2).with("mode", mode), deep), out);
    }

    static Feature spaceToDepth(NetworkDraft d, Feature x) {
        String deep = d.add("SpaceToDepth", Attributes.NONE.with("blocksize", 2), x.tensor());
        Feature y = d.convolution(new Feature(deep, x.channels() * 4), d.width());
        return new Feature(d.add("Resize", NEAREST, y.tensor(), "", d.floats(1, 1, 2, 2)), y.channels());
    }

    static Feature channelShuffled(NetworkDraft d, Feature x) {
        int[] perm = IntStream.range(0, 3 + d.axes())
                .map(i -> i == 1 ? 2 : i == 2 ? 1 : i)
                .toArray();
        String apart = d.add("Reshape", x.tensor(), d.sizes(d.side(), -1, 2, x.channels() / 2));
        String swapped = d.add("Transpose", Attributes.NONE.with("perm", perm), apart);
        return new Feature(d.add("Reshape", swapped, d.sizes(d.side(), 0, x.channels())), x.channels());
    }

    /** A convolution along one axis, then one along the others. */
    static Feature factorised(NetworkDraft d, Feature x) {
        int out = d.width();
        int[] along = d.over(1, out, x.channels());
        int[] across = d.over(3, out, out);
        along[2] = 3;
        across[2] = 1;
        Feature first = new Feature(same(d, x.tensor(), along), out);
        return new Feature(same(d, activated(d, first).tensor(), across), out);
    }

    /** A convolution with these weights, padded to keep the size. */
    private static String same(NetworkDraft d, String x, int... weights) {
        int[] pads = new int[2 * d.axes()];
        for (int i = 0; i < pads.length; i++) {
            pads[i] = weights[2 + i % d.axes()] / 2;
        }
        return d.add("Conv", Attributes.NONE.with("pads", pads), x, d.normal(weights));
    }

    /** A dilated convolution, padded to keep the size. */
    static Feature dilated(NetworkDraft d, Feature x) {
        int out = d.width();
        return new Feature(dilated(d, x, out, 2), out);
    }

    /** Convolutions of several dilations beside each other, and a mean over the whole map (ASPP). */
    static Feature atrousPyramid(NetworkDraft d, Feature x) {
        int n = d.width();
        List<String> parts = new ArrayList<>(
                List.of(d.add("Relu", d.convolution(x, n, 1, 1).tensor()), d.add("Relu", dilated(d, x, n, 2))));
        parts.add(d.add("Relu", dilated(d, x, n, 3)));
        String mean = d.add("GlobalAveragePool", x.tensor());
        String weighed = d.convolution(new Feature(mean, x.channels()), n, 1, 1).tensor();
        parts.set(0, d.add("Add", parts.get(0), weighed));
        String all = d.add("Concat", Attributes.NONE.with("axis", 1), parts.toArray(String[]::new));
        return d.convolution(new Feature(all, 3 * n), n, 1, 1);
    }

    private static String dilated(NetworkDraft d, Feature x, int out, int rate) {
        int[] pads = new int[2 * d.axes()];
        Arrays.fill(pads, rate);
        Attributes attributes = Attributes.NONE.with("pads", pads).with("dilations", d.each(rate));
        return d.add("Conv", attributes, x.tensor(), d.kernel(out, x.channels(), 3));
    }
}
