package dev.coppice.eval;

import static dev.coppice.eval.NetworkDraft.CHANNELS;
import static dev.coppice.eval.NetworkDraft.SIZE;

import dev.coppice.eval.NetworkDraft.Feature;
import dev.coppice.models.graph.Attributes;
import java.util.List;

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
        Attributes window = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        return d.add(d.coin() ? "MaxPool" : "AveragePool", window, x.tensor());
    }

    static Feature resized(NetworkDraft d, Feature x) {
        return new Feature(d.add("Resize", NEAREST, pooled(d, x), "", d.floats(1, 1, 2, 2)), x.channels());
    }

    /** A Resize to a target size that names the channels. */
    static Feature resizedToTarget(NetworkDraft d, Feature x) {
        String small = pooled(d, x);
        return new Feature(
                d.add("Resize", NEAREST, small, "", "", d.integers(1, x.channels(), SIZE, SIZE)), x.channels());
    }

    static Feature transposed(NetworkDraft d, Feature x) {
        int group = d.coin() ? 1 : 2;
        int out = d.width();
        Attributes attributes = Attributes.NONE.with("strides", 2, 2).with("group", group);
        String weights = d.normal(x.channels(), out / group, 2, 2);
        return new Feature(d.add("ConvTranspose", attributes, pooled(d, x), weights), out);
    }

    /** Squeeze and excite. */
    static Feature gated(NetworkDraft d, Feature x) {
        String mean = d.add("GlobalAveragePool", x.tensor());
        String low = d.add("Conv", mean, d.normal(4, x.channels(), 1, 1), d.normal(4));
        String high = d.add("Conv", low, d.normal(x.channels(), 4, 1, 1));
        return new Feature(d.add("Mul", x.tensor(), d.add("Sigmoid", high)), x.channels());
    }

    /** Squeeze and excite through linear layers. */
    static Feature linearGate(NetworkDraft d, Feature x) {
        String mean = d.coin()
                ? d.add("ReduceMean", Attributes.NONE.with("keepdims", 0), x.tensor(), d.integers(2, 3))
                : d.add("Squeeze", d.add("GlobalAveragePool", x.tensor()), d.integers(2, 3));
        Attributes linear = Attributes.NONE.with("transB", 1);
        String low = d.add("Gemm", linear, mean, d.normal(8, x.channels()), d.normal(8));
        String high = d.add("Gemm", linear, d.add("Relu", low), d.normal(x.channels(), 8), d.normal(x.channels()));
        String gate = d.add("Sigmoid", d.add("Unsqueeze", high, d.integers(2, 3)));
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
        String apart = d.add("Reshape", x.tensor(), d.integers(-1, 2, x.channels() / 2, SIZE, SIZE));
        String swapped = d.add("Transpose", Attributes.NONE.with("perm", 0, 2, 1, 3, 4), apart);
        return new Feature(d.add("Reshape", swapped, d.integers(0, x.channels(), SIZE, SIZE)), x.channels());
    }
}
