package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.List;

/** Rule for MaxUnpool: values and positions unite channel by channel. */
public final class MaxUnpoolChannels implements ChannelRule {
    private static final int POSITIONS = 1;
    private static final int SHAPE = 2;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (!c.isComputed(POSITIONS) || c.node().hasInput(SHAPE)) {
            return c.protectInputs("reaches " + c.node() + ", whose positions or size are given");
        }
        BroadcastUnion union = new BroadcastUnion(c, c.outputShape(0).rank());
        for (int i = 0; i <= POSITIONS; i++) {
            union.join(
                    Indices.along(c.shape(i).rank(), 1, c.channels(i, 1)),
                    c.shape(i),
                    c.node().input(i));
        }
        return List.of(union.result());
    }
}
