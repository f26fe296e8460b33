package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Rule for elementwise operators: atoms that meet unite; constants are sliced where they extend along the channels. A
 * broadcast axis of size 1 unites nothing, and neither does an input that is a setting.
 */
public final class ElementwiseChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (c.isCrossed()) {
            c.putBeside(met(c, c::beside));
        }
        return List.of(met(c, c::indices));
    }

    @Override
    public boolean carriesBeside() {
        return true;
    }

    private static Indices met(ChannelContext c, IntFunction<Indices> atoms) {
        BroadcastUnion union = new BroadcastUnion(c, c.outputShape(0).rank());
        for (int i = 0; i < c.node().inputs().size(); i++) {
            if (c.isComputed(i) && c.node().isBroadcast(i)) {
                union.join(atoms.apply(i), c.shape(i), c.node().input(i));
            }
        }
        Indices met = union.result();
        for (int i = 0; i < c.node().inputs().size(); i++) {
            if (c.constant(i).isPresent() && c.node().isBroadcast(i)) {
                c.slice(i, met);
            }
        }
        return met;
    }
}
