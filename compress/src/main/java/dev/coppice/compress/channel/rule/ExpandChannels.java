package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Rule for Expand: a repeated axis of size 1 carries no atoms, so atoms stay where they are. A map of one channel that is
 * repeated has any number of channels. The target follows a cut where it gives the number of channels.
 */
public final class ExpandChannels implements ChannelRule {
    private static final int TARGET = 1;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (c.value(TARGET).isEmpty()) {
            return c.protectInputs("reaches " + c.node() + ", whose target is computed at run time");
        }
        int rank = c.outputShape(0).rank();
        Indices out = repeated(c, c.indices(0).aligned(rank));
        int[] target = c.integers(TARGET);
        int ahead = rank - target.length;
        int[] axes = new int[target.length];
        Arrays.setAll(axes, k -> target[k] == 1 ? -1 : k + ahead);
        c.counts(TARGET, out, axes);
        return List.of(out);
    }

    /** Where the one channel of a map is repeated, each repetition goes with what it meets. */
    private static Indices repeated(ChannelContext c, Indices x) {
        Shape out = c.outputShape(0);
        int axis = ChannelContext.channelAxis(out);
        int own = axis - out.rank() + c.shape(0).rank();
        boolean one =
                x.axes().length == 0 && axis >= 0 && (own < 0 || c.shape(0).size(own) == 1);
        if (!one || out.size(axis) == 1) {
            return x;
        }
        int element = axis - out.rank() + c.integers(TARGET).length;
        int[] counted = c.counted(TARGET, element);
        int[] atoms = counted.length == out.size(axis) ? counted : c.filler(out.size(axis));
        return Indices.along(out.rank(), axis, atoms);
    }
}
