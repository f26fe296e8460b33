package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.List;

/**
 * Rule for Softmax and its kind: on any axis but the normalised one channels pass. On that axis they pass LpNormalization, a
 * sum to which zeros add nothing, and Softmax, where the rewritten graph allows for the share of zeros. LogSoftmax and Hardmax
 * protect them.
 */
public final class SoftmaxChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        int axis = ShapeContext.axis(
                c.node().attributes().integer("axis", -1), c.shape(0).rank());
        Indices x = c.settled(0);
        normalised(c, axis, x);
        c.others(0).forEach(set -> normalised(c, axis, set));
        c.putBeside(c.others(0));
        return List.of(x);
    }

    @Override
    public int carriesBeside() {
        return Integer.MAX_VALUE;
    }

    private static void normalised(ChannelContext c, int axis, Indices x) {
        if (c.node().is("LpNormalization", "Softmax")) {
            c.sum(0, axis, x);
        } else if (x.length(axis) > 1) {
            c.protect(x, "is normalised over by " + c.node());
        }
    }
}
