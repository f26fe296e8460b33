package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.List;

/**
 * Rule for BatchNormalization and InstanceNormalization: every channel (axis 1) passes alone, with its own parameters. Channels
 * on another axis, such as the features of codewords, pass BatchNormalization, which combines no values.
 */
public final class NormalizationChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        Indices x = c.settled(0);
        boolean lieBehind = c.node().is("BatchNormalization") && x.axes().length == 1 && x.length(1) == 1;
        int[] channels = lieBehind ? new int[] {Indices.FIXED} : c.channels(0, 1);
        for (int i = 1; i < c.node().inputs().size(); i++) {
            if (c.isComputed(i)) {
                return c.protectInputs("reaches " + c.node() + ", whose parameters are computed at run time");
            }
            c.slice(i, Indices.along(1, 0, channels));
        }
        return List.of(lieBehind ? x : Indices.along(c.outputShape(0).rank(), 1, channels));
    }
}
