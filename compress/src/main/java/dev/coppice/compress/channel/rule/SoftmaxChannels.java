package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.List;

/**
 * Rule for Softmax and its kind: channels on the normalised axis are protected, since a zero in place of a channel would
 * have its share; on any other axis they pass. LpNormalization lets them pass on every axis.
 */
public final class SoftmaxChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        Indices x = c.settled(0);
        int axis = ShapeContext.axis(c.node().attributes().integer("axis", -1), x.rank());
        if (c.node().is("LpNormalization")) {
            // a norm is a sum, to which zeros add nothing
            c.sum(0, axis, x);
        } else if (x.length(axis) > 1) {
            c.protect(x, "is normalised over by " + c.node());
        }
        return List.of(x);
    }
}
