package dev.coppice.eval;

import dev.coppice.eval.NetworkDraft.Feature;
import dev.coppice.models.graph.Attributes;
import java.util.List;

/** Multi-head attention over pixels, in the three ways that exporters write it. */
final class AttentionBlocks {
    private static final Attributes SWAP_LAST = Attributes.NONE.with("perm", 0, 1, 3, 2);
    private static final Attributes HEADS_FIRST = Attributes.NONE.with("perm", 0, 2, 1, 3);

    private AttentionBlocks() {}

    /** Queries, keys and values by convolutions, with channels before pixels. */
    static Feature convolved(NetworkDraft d, Feature x) {
        int heads = 1 << d.random().nextInt(3);
        int inner = 2 << d.random().nextInt(2);
        int values = 2 << d.random().nextInt(2);
        String q = d.add("Transpose", SWAP_LAST, heads(d, x, heads, inner));
        String k = heads(d, x, heads, inner);
        String v = heads(d, x, heads, values);
        String weights = softmax(d, d.add("MatMul", q, k), inner);
        String y = d.add("MatMul", v, d.add("Transpose", SWAP_LAST, weights));
        int joined = heads * values;
        String map = d.add("Reshape", y, d.sizes(d.side(), 0, joined));
        Feature out = d.convolution(new Feature(map, joined), x.channels(), 1, 1);
        return new Feature(d.add("Add", x.tensor(), out.tensor()), x.channels());
    }

    private static String heads(NetworkDraft d, Feature x, int heads, int inner) {
        Feature y = d.convolution(x, heads * inner, 1, 1);
        return d.add("Reshape", y.tensor(), d.integers(0, heads, inner, d.pixels()));
    }

    private static String softmax(NetworkDraft d, String products, int inner) {
        String scaled = d.coin()
                ? d.add("Mul", products, d.scalar((float) (1 / Math.sqrt(inner))))
                : d.add("Div", products, d.scalar((float) Math.sqrt(inner)));
        return d.add("Softmax", Attributes.NONE.with("axis", -1), scaled);
    }

    /** A transformer block on tokens: normalisation, attention by three linear layers or by one, residual, two layers. */
    static Feature transformer(NetworkDraft d, Feature x) {
        int n = x.channels();
        String flat = d.add("Reshape", x.tensor(), d.integers(0, n, d.pixels()));
        String tokens = d.add("Transpose", Attributes.NONE.with("perm", 0, 2, 1), flat);
        String normal = d.add("LayerNormalization", Attributes.NONE.with("axis", 2), tokens, d.uniform(n), d.normal(n));
        int heads = 1 << d.random().nextInt(3);
        int inner = 4;
        List<String> qkv = d.coin() ? separate(d, normal, n, heads, inner) : joint(d, normal, n, heads, inner);
        String k = d.add("Transpose", SWAP_LAST, qkv.get(1));
        String weights = softmax(d, d.add("MatMul", qkv.get(0), k), inner);
        String mixed = d.add("Transpose", HEADS_FIRST, d.add("MatMul", weights, qkv.get(2)));
        int width = heads * inner;
        String joined = d.add("Reshape", mixed, d.integers(0, d.pixels(), width));
        String attended = d.add("Add", tokens, linear(d, joined, width, n));
        String hidden = d.add("Relu", linear(d, attended, n, 8));
        String sum = d.add("Add", attended, linear(d, hidden, 8, n));
        String back = d.add("Transpose", Attributes.NONE.with("perm", 0, 2, 1), sum);
        return new Feature(d.add("Reshape", back, d.sizes(d.side(), 0, n)), n);
    }

    private static String linear(NetworkDraft d, String x, int in, int out) {
        return d.add("Add", d.add("MatMul", x, d.normal(in, out)), d.normal(out));
    }

    private static List<String> separate(NetworkDraft d, String x, int in, int heads, int inner) {
        return List.of(
                head(d, linear(d, x, in, heads * inner), heads, inner),
                head(d, linear(d, x, in, heads * inner), heads, inner),
                head(d, linear(d, x, in, heads * inner), heads, inner));
    }

    private static String head(NetworkDraft d, String x, int heads, int inner) {
        return d.add("Transpose", HEADS_FIRST, d.add("Reshape", x, d.integers(0, d.pixels(), heads, inner)));
    }

    /** One linear layer for all three, split by Gather. */
    private static List<String> joint(NetworkDraft d, String x, int in, int heads, int inner) {
        String all = linear(d, x, in, 3 * heads * inner);
        String apart = d.add("Reshape", all, d.integers(0, d.pixels(), 3, heads, inner));
        String first = d.add("Transpose", Attributes.NONE.with("perm", 2, 0, 3, 1, 4), apart);
        Attributes which = Attributes.NONE.with("axis", 0);
        return List.of(
                d.add("Gather", which, first, d.index(0)),
                d.add("Gather", which, first, d.index(1)),
                d.add("Gather", which, first, d.index(2)));
    }
}
