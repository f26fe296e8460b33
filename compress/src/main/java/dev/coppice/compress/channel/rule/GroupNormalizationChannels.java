package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.List;

/**
 * Rule for GroupNormalization: channels (axis 1) pass, equal numbers per group. Statistics are taken over those that
 * stay. Scale and bias have one value per group, so they stay whole. Where every group is one channel, the group count
 * falls with it.
 */
public final class GroupNormalizationChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (c.isComputed(1) || c.isComputed(2)) {
            return c.protectInputs("reaches " + c.node() + ", whose parameters are computed at run time");
        }
        int[] channels = c.channels(0, 1);
        Indices out = Indices.along(c.outputShape(0).rank(), 1, channels);
        int groups = c.node().attributes().integer("num_groups", 1);
        if (groups == channels.length) {
            c.slice(1, Indices.along(1, 0, channels));
            c.slice(2, Indices.along(1, 0, channels));
            c.count("num_groups", s -> s.count(out, 1, groups));
        } else if (groups > 1 && !out.isFixed()) {
            c.balance(groups, channels);
        }
        return List.of(out);
    }
}
