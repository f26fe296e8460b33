package dev.coppice.eval;

import dev.coppice.eval.NetworkDraft.Feature;
import dev.coppice.models.graph.Attributes;
import java.util.Arrays;

/** Blocks that read an input of their own beside the picture. */
final class InputBlocks {
    private static final int WIDTH = 5;

    private InputBlocks() {}

    /** A second map, such as depth or the frame before: beside the features, or added to them. */
    static Feature map(NetworkDraft d, Feature x) {
        Feature side = new Feature(d.input(d.over(d.side(), WIDTH)), WIDTH);
        if (d.coin()) {
            String both = d.add("Concat", NetworkDraft.CHANNELS, x.tensor(), side.tensor());
            return d.convolution(new Feature(both, x.channels() + WIDTH), x.channels());
        }
        Feature own = d.convolution(side, x.channels());
        return new Feature(d.add("Add", x.tensor(), own.tensor()), x.channels());
    }

    /** A vector for each sample that scales the channels (FiLM, Perez et al., AAAI 2018). */
    static Feature vector(NetworkDraft d, Feature x) {
        int n = x.channels();
        String given = d.input(WIDTH);
        String scales = d.add("Gemm", Attributes.NONE.with("transB", 1), given, d.normal(n, WIDTH), d.uniform(n));
        long[] sizes = new long[2 + d.axes()];
        Arrays.fill(sizes, 1);
        sizes[0] = -1;
        sizes[1] = n;
        return new Feature(d.add("Mul", x.tensor(), d.add("Reshape", scales, d.integers(sizes))), n);
    }
}
