package dev.coppice.eval;

import static dev.coppice.eval.NetworkDraft.CHANNELS;
import static dev.coppice.eval.NetworkDraft.SIZE;

import dev.coppice.eval.NetworkDraft.Feature;
import dev.coppice.models.graph.Attributes;
import java.util.stream.LongStream;

/** Blocks that normalise or move channels, some through sizes that are computed. */
final class MovementBlocks {
    private static final int PIXELS = SIZE * SIZE;

    private MovementBlocks() {}

    /** BatchNormalization, then PRelu with one slope per channel. */
    static Feature batchNorm(NetworkDraft d, Feature x) {
        int n = x.channels();
        String y = d.add("BatchNormalization", x.tensor(), d.uniform(n), d.normal(n), d.normal(n), d.uniform(n));
        return new Feature(d.add("PRelu", y, d.normal(n, 1, 1)), n);
    }

    static Feature instanceNorm(NetworkDraft d, Feature x) {
        int n = x.channels();
        // A constant map has no variance, and a small epsilon would only magnify its rounding errors.
        Attributes wide = Attributes.NONE.with("epsilon", 0.1f);
        return new Feature(d.add("InstanceNormalization", wide, x.tensor(), d.uniform(n), d.normal(n)), n);
    }

    /** Group normalisation as exporters write it, followed by a scale and a shift per channel. */
    static Feature groupNorm(NetworkDraft d, Feature x) {
        int groups = d.coin() ? 2 : 4;
        String y = d.add(
                "GroupNormalization",
                Attributes.NONE.with("num_groups", groups),
                x.tensor(),
                d.uniform(groups),
                d.normal(groups));
        String scaled = d.add("Mul", y, d.uniform(x.channels(), 1, 1));
        return new Feature(d.add("Add", scaled, d.normal(x.channels(), 1, 1)), x.channels());
    }

    /** Normalisation over the channels of every pixel, added to the map: a single channel that is left would come out as 0. */
    static Feature layerNorm(NetworkDraft d, Feature x) {
        int n = x.channels();
        String last = d.add("Transpose", Attributes.NONE.with("perm", 0, 2, 3, 1), x.tensor());
        String y = d.add("LayerNormalization", Attributes.NONE.with("axis", -1), last, d.uniform(n), d.normal(n));
        String normal = d.add("Transpose", Attributes.NONE.with("perm", 0, 3, 1, 2), y);
        return new Feature(d.add("Add", x.tensor(), normal), n);
    }

    /** Global context, concatenated with the map. */
    static Feature expanded(NetworkDraft d, Feature x) {
        int out = d.width();
        String mean = d.add("GlobalAveragePool", x.tensor());
        Feature y = d.convolution(new Feature(mean, x.channels()), out, 1, 1);
        String wide = d.coin()
                ? d.add("Expand", y.tensor(), d.integers(1, out, SIZE, SIZE))
                : d.add("Tile", y.tensor(), d.integers(1, 1, SIZE, SIZE));
        return new Feature(d.add("Concat", CHANNELS, x.tensor(), wide), x.channels() + out);
    }

    /** Every channel twice. */
    static Feature tiled(NetworkDraft d, Feature x) {
        return new Feature(d.add("Tile", x.tensor(), d.integers(1, 2, 1, 1)), x.channels() * 2);
    }

    /** Channels drawn at random, some of them twice and some not at all. */
    static Feature gathered(NetworkDraft d, Feature x) {
        int out = d.width();
        long[] taken = LongStream.range(0, out)
                .map(i -> d.random().nextInt(x.channels()))
                .toArray();
        return new Feature(d.add("Gather", CHANNELS, x.tensor(), d.integers(taken)), out);
    }

    /** A border of ones, then a crop to the old size at another place. */
    static Feature padded(NetworkDraft d, Feature x) {
        String wide = d.add("Pad", x.tensor(), d.integers(0, 0, 1, 1, 0, 0, 1, 1), d.scalar(1));
        return new Feature(
                d.add("Slice", wide, d.integers(0, 2), d.integers(SIZE, SIZE + 2), d.integers(2, 3)), x.channels());
    }

    /** Pixels in a row and back, with sizes that the graph takes from its own shapes. */
    static Feature reshapedByShape(NetworkDraft d, Feature x) {
        String shape = d.add("Shape", x.tensor());
        String batch = d.add("Unsqueeze", d.add("Gather", shape, d.index(0)), d.integers(0));
        String channels = d.add("Unsqueeze", d.add("Gather", shape, d.index(1)), d.integers(0));
        String target = d.add("Concat", Attributes.NONE.with("axis", 0), batch, channels, d.integers(PIXELS));
        String flat = d.add("Reshape", x.tensor(), target);
        String scaled = d.add("Mul", flat, d.uniform(x.channels(), 1));
        return new Feature(d.add("Reshape", scaled, shape), x.channels());
    }

    /** A matrix product over the pixels of every channel. */
    static Feature pixelsMixed(NetworkDraft d, Feature x) {
        String flat = d.add("Reshape", x.tensor(), d.integers(0, x.channels(), PIXELS));
        String y = d.add("MatMul", flat, d.normal(PIXELS, PIXELS));
        return new Feature(d.add("Reshape", y, d.integers(0, x.channels(), SIZE, SIZE)), x.channels());
    }

    /** A 1×1 convolution as a matrix product from the left. */
    static Feature multipliedLeft(NetworkDraft d, Feature x) {
        int out = d.width();
        String flat = d.add("Reshape", x.tensor(), d.integers(0, x.channels(), -1));
        String y = d.add("Add", d.add("MatMul", d.normal(out, x.channels()), flat), d.normal(out, 1));
        return new Feature(d.add("Reshape", y, d.integers(0, out, SIZE, SIZE)), out);
    }
}
