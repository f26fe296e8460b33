package dev.coppice.eval;

import static dev.coppice.eval.NetworkDraft.CHANNELS;
import static dev.coppice.eval.NetworkDraft.SIZE;

import dev.coppice.eval.NetworkDraft.Feature;
import dev.coppice.models.graph.Attributes;
import java.util.ArrayList;
import java.util.List;

/** Blocks that reduce over channels: norms, means and extremes, written as exporters write them. */
final class StatisticsBlocks {
    private static final int PIXELS = SIZE * SIZE;
    private static final Attributes LAST = Attributes.NONE.with("axis", -1);

    private StatisticsBlocks() {}

    /** A map weighted by where its channels' maximum and mean are high (CBAM, Woo et al., ECCV 2018). */
    static Feature spatialGate(NetworkDraft d, Feature x) {
        String in = d.coin() ? d.add("Relu", x.tensor()) : x.tensor();
        String most = d.add(d.coin() ? "ReduceMax" : "ReduceL1", in, d.integers(1));
        String mean = d.add("ReduceMean", in, d.integers(-3));
        Feature gate = d.convolution(new Feature(d.add("Concat", CHANNELS, most, mean), 2), 1, 1, 5);
        return new Feature(d.add("Mul", x.tensor(), d.add("Sigmoid", gate.tensor())), x.channels());
    }

    /** A map weighted by what windows along its channels give, of their means (ECA, Wang et al., CVPR 2020) or of all places. */
    static Feature neighbourAttention(NetworkDraft d, Feature x) {
        Attributes turn = Attributes.NONE.with("perm", 0, 2, 1);
        if (d.coin()) {
            String means = d.add("ReduceMean", Attributes.NONE.with("keepdims", 0), x.tensor(), d.integers(3));
            Attributes two = Attributes.NONE.with("pads", 1, 1, 1, 1);
            String map = d.add("Unsqueeze", d.add("Transpose", turn, means), d.integers(1));
            String mixed = d.add("Squeeze", d.add("Conv", two, map, d.normal(1, 1, 3, 3)), d.integers(1));
            String gate = d.add("Unsqueeze", d.add("Transpose", turn, mixed), d.integers(3));
            return new Feature(d.add("Mul", x.tensor(), d.add("Sigmoid", gate)), x.channels());
        }
        String means = d.add("ReduceMean", Attributes.NONE.with("keepdims", 0), x.tensor(), d.integers(2, 3));
        int width = d.coin() ? 3 : 5;
        Attributes one = Attributes.NONE.with("pads", width / 2, width / 2);
        String mixed = d.add("Conv", one, d.add("Unsqueeze", means, d.integers(1)), d.normal(1, 1, width));
        String gate = d.add("Unsqueeze", d.add("Transpose", turn, d.add("Sigmoid", mixed)), d.integers(3));
        return new Feature(d.add("Mul", x.tensor(), gate), x.channels());
    }

    /** Global response normalisation (ConvNeXt V2, Woo et al., CVPR 2023). */
    static Feature response(NetworkDraft d, Feature x) {
        int n = x.channels();
        String norm = d.add("ReduceL2", x.tensor(), d.integers(2, 3));
        String mean = d.add("Add", d.add("ReduceMean", norm, d.integers(1)), d.scalar(0.1f));
        String scaled = d.add("Mul", x.tensor(), d.add("Div", norm, mean));
        String weighted = d.add("Add", d.add("Mul", scaled, d.uniform(1, n, 1, 1)), d.normal(1, n, 1, 1));
        return new Feature(d.add("Add", x.tensor(), weighted), n);
    }

    /** Layer normalisation over channels, taken apart. */
    static Feature writtenNorm(NetworkDraft d, Feature x) {
        int n = x.channels();
        String difference = d.add("Sub", x.tensor(), d.add("ReduceMean", x.tensor(), d.integers(1)));
        String square = d.coin() ? d.add("Mul", difference, difference) : d.add("Pow", difference, d.scalar(2));
        String variance = d.add("Add", d.add("ReduceMean", square, d.integers(1)), d.scalar(0.1f));
        String y = d.add("Div", difference, d.add("Sqrt", variance));
        return new Feature(d.add("Add", d.add("Mul", y, d.uniform(n, 1, 1)), d.normal(n, 1, 1)), n);
    }

    /** Attention between queries and keys of length 1. */
    static Feature unitAttention(NetworkDraft d, Feature x) {
        int heads = 1 << d.random().nextInt(3);
        int inner = 4;
        String q = unit(d, heads(d, x, heads, inner), heads, inner);
        String k = unit(d, heads(d, x, heads, inner), heads, inner);
        String v = heads(d, x, heads, inner);
        Attributes swapped = Attributes.NONE.with("perm", 0, 1, 3, 2);
        String weights = d.add("Softmax", LAST, d.add("MatMul", q, d.add("Transpose", swapped, k)));
        String mixed = d.add("Transpose", swapped, d.add("MatMul", weights, v));
        String map = d.add("Reshape", mixed, d.integers(0, (long) heads * inner, SIZE, SIZE));
        Feature out = d.convolution(new Feature(map, heads * inner), x.channels(), 1, 1);
        return new Feature(d.add("Add", x.tensor(), out.tensor()), x.channels());
    }

    /** Linear attention: keys by values first, with a row of ones beneath the values for the sum of the weights. */
    static Feature linearAttention(NetworkDraft d, Feature x) {
        int heads = d.coin() ? 1 : 2;
        int inner = 4;
        String all = d.convolution(x, 3 * heads * inner, 1, 1).tensor();
        String apart = d.add("Reshape", all, d.integers(0, heads, 3L * inner, PIXELS));
        List<String> qkv =
                d.addParts("Split", Attributes.NONE.with("axis", 2), 3, apart, d.integers(inner, inner, inner));
        String q = d.add("Relu", qkv.get(0));
        String k = d.add("Transpose", Attributes.NONE.with("perm", 0, 1, 3, 2), d.add("Relu", qkv.get(1)));
        String v = d.add("Pad", qkv.get(2), d.integers(0, 0, 0, 0, 0, 0, 1, 0), d.scalar(1));
        String products = d.add("Mul", d.add("MatMul", v, k), d.scalar(0.1f));
        String mixed = d.add("MatMul", products, q);
        String sum = d.add("Slice", mixed, d.integers(inner), d.integers(inner + 1), d.integers(2));
        String values = d.add("Slice", mixed, d.integers(0), d.integers(-1), d.integers(2));
        String mean = d.add("Div", values, d.add("Add", sum, d.scalar(0.5f)));
        String map = d.add("Reshape", mean, d.integers(0, (long) heads * inner, SIZE, SIZE));
        Feature out = d.convolution(new Feature(map, heads * inner), x.channels(), 1, 1);
        return new Feature(d.add("Add", x.tensor(), out.tensor()), x.channels());
    }

    /** Attention between channels (DANet, Fu et al., CVPR 2019; XCiT, El-Nouby et al., NeurIPS 2021). */
    static Feature channelAttention(NetworkDraft d, Feature x) {
        int n = x.channels();
        String rows = d.add("Reshape", x.tensor(), d.integers(0, n, PIXELS));
        String q = d.coin() ? rows : d.add("Reshape", d.convolution(x, n).tensor(), d.integers(0, n, PIXELS));
        String columns = d.add("Transpose", Attributes.NONE.with("perm", 0, 2, 1), rows);
        String products = d.add("Mul", d.add("MatMul", q, columns), d.scalar(0.05f));
        String mixed = d.add("MatMul", d.add("Softmax", LAST, products), rows);
        String map = d.add("Reshape", mixed, d.integers(0, n, SIZE, SIZE));
        return new Feature(d.add("Add", x.tensor(), map), n);
    }

    /** Attention with two heads of queries to each head of keys and values, which are repeated. */
    static Feature groupedQueries(NetworkDraft d, Feature x) {
        int inner = 4;
        String q = heads(d, x, 4, inner);
        String k = shared(d, heads(d, x, 2, inner), inner);
        String v = shared(d, heads(d, x, 2, inner), inner);
        Attributes swapped = Attributes.NONE.with("perm", 0, 1, 3, 2);
        String weights = d.add("Softmax", LAST, d.add("MatMul", q, d.add("Transpose", swapped, k)));
        String mixed = d.add("Transpose", swapped, d.add("MatMul", weights, v));
        String map = d.add("Reshape", mixed, d.integers(0, 4L * inner, SIZE, SIZE));
        Feature out = d.convolution(new Feature(map, 4 * inner), x.channels(), 1, 1);
        return new Feature(d.add("Add", x.tensor(), out.tensor()), x.channels());
    }

    private static String shared(NetworkDraft d, String x, int inner) {
        String wide = d.add("Expand", d.add("Unsqueeze", x, d.integers(2)), d.integers(1, 2, 2, PIXELS, inner));
        return d.add("Reshape", wide, d.integers(0, 4, PIXELS, inner));
    }

    private static String heads(NetworkDraft d, Feature x, int heads, int inner) {
        String y = d.convolution(x, heads * inner, 1, 1).tensor();
        String apart = d.add("Reshape", y, d.integers(0, heads, inner, PIXELS));
        return d.add("Transpose", Attributes.NONE.with("perm", 0, 1, 3, 2), apart);
    }

    private static String unit(NetworkDraft d, String x, int heads, int inner) {
        if (d.coin()) {
            return d.add("LpNormalization", LAST.with("p", d.coin() ? 1 : 2), x);
        }
        String norm = d.coin()
                ? d.add("ReduceL2", x, d.integers(-1))
                : d.add("Sqrt", d.add("ReduceSumSquare", x, d.integers(3)));
        String most = d.add("Clip", norm, d.scalar(0.1f));
        return d.add("Div", x, d.coin() ? most : d.add("Expand", most, d.integers(1, heads, PIXELS, inner)));
    }

    /** Two branches weighed by a softmax between them (ResNeSt, Zhang et al., 2020). */
    static Feature splitAttention(NetworkDraft d, Feature x) {
        int n = d.width();
        Feature both = d.convolution(x, 2 * n);
        String apart = d.add("Reshape", d.add("Relu", both.tensor()), d.integers(0, 2, n, SIZE, SIZE));
        Attributes dropped = Attributes.NONE.with("keepdims", 0);
        String sum = d.add("ReduceSum", dropped, apart, d.integers(1));
        Feature mean = new Feature(d.add("ReduceMean", sum, d.integers(2, 3)), n);
        Feature hidden = d.convolution(mean, 8, 1, 1);
        Feature logits = d.convolution(new Feature(d.add("Relu", hidden.tensor()), 8), 2 * n, 1, 1);
        String turned = d.add(
                "Transpose",
                Attributes.NONE.with("perm", 0, 2, 1, 3),
                d.add("Reshape", logits.tensor(), d.integers(0, 1, 2, n)));
        String weights = d.add("Softmax", CHANNELS, turned);
        String spread = d.add("Reshape", weights, d.integers(0, 2, n, 1, 1));
        return new Feature(d.add("ReduceSum", dropped, d.add("Mul", apart, spread), d.integers(1)), n);
    }

    /** Two maps blended by the likeness of their pixels (PIDNet's Pag, Xu et al., CVPR 2023). */
    static Feature blended(NetworkDraft d, Feature x) {
        int inner = d.width();
        Feature other = d.convolution(x, x.channels());
        String key = d.convolution(x, inner, 1, 1).tensor();
        String query = d.convolution(other, inner, 1, 1).tensor();
        String likeness = d.add("Sigmoid", d.add("ReduceSum", d.add("Mul", key, query), d.integers(1)));
        String mine = d.add("Mul", likeness, x.tensor());
        String rest = d.add("Mul", d.add("Sub", d.scalar(1), likeness), other.tensor());
        return new Feature(d.add("Add", mine, rest), x.channels());
    }

    /** Means over cells of several sizes, beside the map (PSPNet, Zhao et al., CVPR 2017). */
    static Feature pyramid(NetworkDraft d, Feature x) {
        int n = x.channels();
        List<String> parts = new ArrayList<>(List.of(x.tensor()));
        for (int cell : new int[] {2, SIZE}) {
            Attributes window = Attributes.NONE.with("kernel_shape", cell, cell).with("strides", cell, cell);
            String pooled = d.add("AveragePool", window, x.tensor());
            String y = d.add(
                    "Relu",
                    d.convolution(new Feature(pooled, x.channels()), n, 1, 1).tensor());
            Attributes linear = Attributes.NONE.with("mode", "linear");
            parts.add(d.add("Resize", linear, y, "", "", d.integers(1, n, SIZE, SIZE)));
        }
        return new Feature(d.add("Concat", CHANNELS, parts.toArray(String[]::new)), 3 * n);
    }

    /** A class token ahead of the pixels, positions added, a layer over all, and the token left behind. */
    static Feature classToken(NetworkDraft d, Feature x) {
        int n = x.channels();
        Attributes turn = Attributes.NONE.with("perm", 0, 2, 1);
        Attributes tokens = Attributes.NONE.with("axis", 1);
        String pixels = d.add("Transpose", turn, d.add("Reshape", x.tensor(), d.integers(0, n, PIXELS)));
        String all = d.add("Concat", tokens, d.normal(1, 1, n), pixels);
        String placed = d.add("Add", all, d.normal(1, PIXELS + 1, n));
        String normal = d.add("LayerNormalization", LAST.with("epsilon", 0.1f), placed, d.uniform(n), d.normal(n));
        String hidden = d.add("Relu", d.add("MatMul", normal, d.normal(n, 8)));
        String sum = d.add("Add", placed, d.add("MatMul", hidden, d.normal(8, n)));
        String rest = d.add("Slice", sum, d.integers(1), d.integers(PIXELS + 1), d.integers(1));
        String map = d.add("Reshape", d.add("Transpose", turn, rest), d.integers(0, n, SIZE, SIZE));
        return new Feature(map, n);
    }
}
