package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import java.util.List;

/**
 * Rule for QuantizeLinear and DequantizeLinear of a computed tensor: every channel passes alone, with its own scale and
 * zero point where they differ along the channels. A dequantised constant is a constant and has no channels of its own.
 */
public final class QuantizationChannels implements ChannelRule {
    private static final int SCALE = 1;
    private static final int ZERO = 2;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        int rank = c.outputShape(0).rank();
        boolean atRunTime = c.isComputed(SCALE) || c.isComputed(ZERO);
        if (!c.isComputed(0) && !atRunTime) {
            return List.of(Indices.fixed(rank));
        }
        Shape scale = c.shape(SCALE);
        if (scale.rank() > 1) {
            return c.protectInputs("reaches " + c.node() + ", whose scales hold for blocks");
        }
        if (atRunTime) {
            return c.protectInputs("reaches " + c.node() + ", whose scale is computed at run time");
        }
        if (scale.elements() == 1) {
            c.putBeside(c.others(0));
            return List.of(c.indices(0));
        }
        c.others(0)
                .forEach(set -> c.protect(set, ChannelContext.crossing(c.node().input(0))));
        int axis = c.node().attributes().integer("axis", 1);
        axis = axis < 0 ? axis + rank : axis;
        int[] channels = c.channels(0, axis);
        c.slice(SCALE, Indices.along(1, 0, channels));
        if (c.constant(ZERO).isPresent()) {
            c.slice(ZERO, Indices.along(1, 0, channels));
        }
        return List.of(Indices.along(rank, axis, channels));
    }

    @Override
    public int carriesBeside() {
        return Integer.MAX_VALUE;
    }
}
