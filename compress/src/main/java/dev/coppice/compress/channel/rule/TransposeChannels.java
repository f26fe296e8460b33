package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.Arrays;
import java.util.List;

/** Rule for Transpose: atoms move with their axes. */
public final class TransposeChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        Indices x = c.indices(0);
        int[] reversed = new int[x.rank()];
        Arrays.setAll(reversed, i -> x.rank() - 1 - i);
        int[] order = c.node().attributes().integers("perm", reversed);
        c.putBeside(c.others(0).stream().map(set -> set.transpose(order)).toList());
        return List.of(x.transpose(order));
    }

    @Override
    public int carriesBeside() {
        return Integer.MAX_VALUE;
    }
}
