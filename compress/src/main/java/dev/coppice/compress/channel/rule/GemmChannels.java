package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.WeightAxes;
import java.util.List;

/**
 * Rule for Gemm with constant weights B (K×N, or N×K with transB): columns of A end, columns of Y are born. Channels that are
 * the rows of A (a product along tokens) pass, and none are born.
 */
public final class GemmChannels implements ChannelRule {
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        boolean weighted = c.isComputed(A) && c.constant(B).isPresent() && !c.isComputed(C);
        if (!weighted) {
            c.decline("its factors are not one tensor and constants");
            return c.protectInputs("reaches " + c.node() + ", whose factors are not one tensor and constants");
        }
        boolean transA = c.node().attributes().integer("transA", 0) == 1;
        int rows = transA ? 1 : 0;
        Indices x = c.settled(A);
        if (x.length(rows) > 1 && !c.isLoose(x) && !hasRows(c)) {
            c.decline("multiplies an axis beside the channels");
            return List.of(Indices.along(2, 0, x.atoms()));
        }
        WeightAxes axes = WeightAxes.of(c.node(), B, 2);
        c.sliceWeights(B, axes.consumed(), 1, c.channels(A, 1 - rows));
        int[] born = c.bear(B, axes.made(), 1);
        Indices out = Indices.along(2, 1, born);
        if (c.constant(C).isPresent()) {
            c.slice(C, out);
        }
        return List.of(out);
    }

    /** Whether what is added has values for each row. */
    private static boolean hasRows(ChannelContext c) {
        return c.node().hasInput(C) && c.shape(C).rank() == 2 && c.shape(C).size(0) > 1;
    }
}
