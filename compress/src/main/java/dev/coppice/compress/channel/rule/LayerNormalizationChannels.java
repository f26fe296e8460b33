package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.List;

/**
 * Rule for LayerNormalization: channels pass, also on a normalised axis, where statistics are taken over those that stay.
 * Its parameters are sliced where they extend along the channels.
 */
public final class LayerNormalizationChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        boolean statistics = c.node().outputs().stream().skip(1).anyMatch(o -> !o.isEmpty());
        if (statistics || c.isComputed(1) || c.isComputed(2)) {
            String what = statistics ? "hands out its statistics" : "has parameters computed at run time";
            return c.protectInputs("reaches " + c.node() + ", which " + what);
        }
        Indices x = c.settled(0);
        for (int i = 1; i < c.node().inputs().size(); i++) {
            if (c.constant(i).isPresent()) {
                c.slice(i, x);
            }
        }
        return List.of(x);
    }
}
