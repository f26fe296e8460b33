package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.List;

/**
 * Rule for elementwise operators: atoms that meet unite; constants are sliced where they extend along the channels. A
 * broadcast axis of size 1 unites nothing, and neither does an input that is a setting.
 */
public final class ElementwiseChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        CrossedUnion union = new CrossedUnion(c, c.outputShape(0).rank());
        for (int i = 0; i < c.node().inputs().size(); i++) {
            if (c.isComputed(i) && c.node().isBroadcast(i)) {
                union.join(c.indices(i), c.beside(i), c.shape(i), c.node().input(i));
            }
        }
        List<Indices> sets = union.sets();
        for (int i = 0; i < c.node().inputs().size(); i++) {
            if (c.constant(i).isPresent() && c.node().isBroadcast(i)) {
                int constant = i;
                sets.forEach(set -> c.slice(constant, set));
            }
        }
        return List.of(CrossedUnion.output(c, sets));
    }

    @Override
    public boolean carriesBeside() {
        return true;
    }
}
