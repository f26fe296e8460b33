package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
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
        int first = ShapeContext.axis(c.node().attributes().integer("axis", -1), x.rank());
        Indices beside = c.beside(0);
        if (Arrays.stream(beside.axes()).anyMatch(axis -> axis >= first)) {
            c.protect(beside, ChannelContext.crossing(c.node().input(0)));
        } else {
            c.putBeside(List.of(beside));
        }
        return List.of(x);
    }

    @Override
    public int carriesBeside() {
        return 1;
    }
}
