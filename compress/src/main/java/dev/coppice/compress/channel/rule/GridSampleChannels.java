package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.List;

/** Rule for GridSample: every channel (axis 1) passes alone; what gives the positions stays whole. */
public final class GridSampleChannels implements ChannelRule {
    private static final int GRID = 1;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        c.protect(c.indices(GRID), "gives positions to " + c.node());
        return List.of(Indices.along(c.outputShape(0).rank(), 1, c.channels(0, 1)));
    }
}
