package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.Arrays;
import java.util.List;

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
        Indices out = c.indices(0).aligned(rank);
        int[] target = c.integers(TARGET);
        int ahead = rank - target.length;
        c.sizes(TARGET, s -> {
            long[] values = new long[target.length];
            Arrays.setAll(values, k -> target[k] == 1 ? 1 : s.count(out, k + ahead, target[k]));
            return values;
        });
        return List.of(out);
    }
}
