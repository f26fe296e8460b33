package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rule for Expand: a repeated axis of size 1 carries no atoms, so atoms stay where they are. The target follows a cut
 * where it gives the number of channels.
 */
public final class ExpandChannels implements ChannelRule {
    private static final int TARGET = 1;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (c.constant(TARGET).isEmpty()) {
            return c.protectInputs("reaches " + c.node() + ", whose target is computed at run time");
        }
        int rank = c.outputShape(0).rank();
        Indices x = c.indices(0).aligned(rank);
        Indices out = x.isFixed() ? followers(c, rank) : x;
        int[] target = c.integers(TARGET);
        int ahead = rank - target.length;
        c.sizes(TARGET, s -> {
            long[] values = new long[target.length];
            Arrays.setAll(values, k -> target[k] == 1 ? 1 : s.count(out, k + ahead, target[k]));
            return values;
        });
        return List.of(out);
    }

    /**
     * Atoms for a tensor without channels that is repeated along one axis, as exporters write a norm before they divide by it:
     * channels or, in tokens, the last axis. They go with the channels that they meet.
     */
    private static Indices followers(ChannelContext c, int rank) {
        Shape from = c.shape(0);
        Shape to = c.outputShape(0);
        int[] repeated = IntStream.range(0, rank)
                .filter(k -> to.size(k) > 1 && (k < rank - from.rank() || from.size(k - rank + from.rank()) == 1))
                .toArray();
        if (repeated.length == 0) {
            return Indices.fixed(rank);
        }
        int axis = rank == 4 && repeated[0] == 1 ? 1 : repeated[repeated.length - 1];
        return Indices.along(rank, axis, c.follow(to.size(axis)));
    }
}
