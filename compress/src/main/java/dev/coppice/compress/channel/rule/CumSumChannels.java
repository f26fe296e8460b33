package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.List;

/** Rule for CumSum: channels on any other axis than the one along which is summed pass. */
public final class CumSumChannels implements ChannelRule {
    private static final int AXIS = 1;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (c.value(AXIS).isEmpty()) {
            return c.protectInputs("reaches " + c.node() + ", whose axis is computed at run time");
        }
        int axis = ShapeContext.axis(c.integers(AXIS)[0], c.shape(0).rank());
        c.putBeside(List.of(across(c, c.beside(0), axis)));
        return List.of(across(c, c.settled(0), axis));
    }

    @Override
    public int carriesBeside() {
        return 1;
    }

    private static Indices across(ChannelContext c, Indices atoms, int axis) {
        if (atoms.length(axis) == 1) {
            return atoms;
        }
        c.protect(atoms, "is summed along by " + c.node());
        return Indices.fixed(atoms.rank());
    }
}
