package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.List;

/** Rule for BatchNormalization and InstanceNormalization: every channel (axis 1) passes alone, with its own parameters. */
public final class NormalizationChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        int[] channels = c.channels(0, 1);
        for (int i = 1; i < c.node().inputs().size(); i++) {
            if (c.isComputed(i)) {
                return c.protectInputs("reaches " + c.node() + ", whose parameters are computed at run time");
            }
            c.slice(i, Indices.along(1, 0, channels));
        }
        return List.of(Indices.along(c.outputShape(0).rank(), 1, channels));
    }
}
