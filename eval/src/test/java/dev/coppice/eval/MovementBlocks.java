package dev.coppice.eval;

import static dev.coppice.eval.NetworkDraft.CHANNELS;

import dev.coppice.eval.NetworkDraft.Feature;
import dev.coppice.models.graph.Attributes;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Blocks that normalise or move channels, some through sizes that are computed. */
final class MovementBlocks {
    private MovementBlocks() {}

    /** BatchNormalization, then PRelu with one slope per channel. */
    static Feature batchNorm(NetworkDraft d, Feature x) {
        int n = x.channels();
        String y = d.add("BatchNormalization", x.tensor(), d.uniform(n), d.normal(n), d.normal(n), d.uniform(n));
        return new Feature(d.add("PRelu", y, d.normal(d.over(1, n))), n);
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
        String scaled = d.add("Mul", y, d.uniform(d.over(1, x.channels())));
        return new Feature(d.add("Add", scaled, d.normal(d.over(1, x.channels()))), x.channels());
    }

    /** Normalisation over the channels of every pixel, added to the map: a single channel that is left would come out as 0. */
    static Feature layerNorm(NetworkDraft d, Feature x) {
        int n = x.channels();
        int last = 1 + d.axes();
        int[] back = IntStream.rangeClosed(0, last)
                .map(i -> i == 0 ? 0 : i == 1 ? last : i - 1)
                .toArray();
        int[] to = IntStream.rangeClosed(0, last)
                .map(i -> i == 0 ? 0 : i == last ? 1 : i + 1)
                .toArray();
        String tokens = d.add("Transpose", Attributes.NONE.with("perm", to), x.tensor());
        String y = d.add("LayerNormalization", Attributes.NONE.with("axis", -1), tokens, d.uniform(n), d.normal(n));
        String normal = d.add("Transpose", Attributes.NONE.with("perm", back), y);
        return new Feature(d.add("Add", x.tensor(), normal), n);
    }

    /** Global context, concatenated with the map. */
    static Feature expanded(NetworkDraft d, Feature x) {
        int out = d.width();
        String mean = d.add("GlobalAveragePool", x.tensor());
        Feature y = d.convolution(new Feature(mean, x.channels()), out, 1, 1);
        String wide = d.coin()
                ? d.add("Expand", y.tensor(), d.sizes(d.side(), 1, out))
                : d.add("Tile", y.tensor(), d.sizes(d.side(), 1, 1));
        return new Feature(d.add("Concat", CHANNELS, x.tensor(), wide), x.channels() + out);
    }

    /** Every channel twice. */
    static Feature tiled(NetworkDraft d, Feature x) {
        return new Feature(d.add("Tile", x.tensor(), d.sizes(1, 1, 2)), x.channels() * 2);
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
        int rank = 2 + d.axes();
        long[] pads = new long[2 * rank];
        Arrays.fill(pads, 2, rank, 1);
        Arrays.fill(pads, rank + 2, pads.length, 1);
        String wide = d.add("Pad", x.tensor(), d.integers(pads), d.scalar(1));
        long[] from = new long[d.axes()];
        from[from.length - 1] = 2;
        long[] to = Arrays.stream(from).map(f -> f + d.side()).toArray();
        return new Feature(d.add("Slice", wide, d.integers(from), d.integers(to), d.spaceAxes()), x.channels());
    }

    /** Pixels in a row and back, with sizes that the graph takes from its own shapes. */
    static Feature reshapedByShape(NetworkDraft d, Feature x) {
        String shape = d.add("Shape", x.tensor());
        String batch = d.add("Unsqueeze", d.add("Gather", shape, d.index(0)), d.integers(0));
        String channels = d.add("Unsqueeze", d.add("Gather", shape, d.index(1)), d.integers(0));
        String target = d.add("Concat", Attributes.NONE.with("axis", 0), batch, channels, d.integers(d.pixels()));
        String flat = d.add("Reshape", x.tensor(), target);
        String scaled = d.add("Mul", flat, d.uniform(x.channels(), 1));
        return new Feature(d.add("Reshape", scaled, shape), x.channels());
    }

    /** A matrix product over the pixels of every channel. */
    static Feature pixelsMixed(NetworkDraft d, Feature x) {
        String flat = d.add("Reshape", x.tensor(), d.integers(0, x.channels(), d.pixels()));
        String y = d.add("MatMul", flat, d.normal(d.pixels(), d.pixels()));
        return new Feature(d.add("Reshape", y, d.sizes(d.side(), 0, x.channels())), x.channels());
    }

    /** A 1×1 convolution as a matrix product from the left. */
    static Feature multipliedLeft(NetworkDraft d, Feature x) {
        int out = d.width();
        String flat = d.add("Reshape", x.tensor(), d.integers(0, x.channels(), -1));
        String y = d.add("Add", d.add("MatMul", d.normal(out, x.channels()), flat), d.normal(out, 1));
        return new Feature(d.add("Reshape", y, d.sizes(d.side(), 0, out)), out);
    }

    /** A map of positions added. */
    static Feature placed(NetworkDraft d, Feature x) {
        String positions = d.normal(d.over(d.side(), 1, x.channels()));
        return new Feature(d.add("Relu", d.add("Add", x.tensor(), positions)), x.channels());
    }
}
