package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Rule for ScatterND: data and updates unite on the axes behind those that the indices name; on any other axis channels are
 * protected.
 */
public final class ScatterNdChannels implements ChannelRule {
    private static final int INDICES = 1;
    private static final int UPDATES = 2;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        int named = c.shape(INDICES).size(-1);
        Indices x = c.indices(0);
        Indices updates = c.indices(UPDATES);
        int ahead = c.shape(UPDATES).rank() - (x.rank() - named);
        c.protect(c.indices(INDICES), "gives positions to " + c.node());
        if (Arrays.stream(x.axes()).anyMatch(axis -> axis < named)
                || Arrays.stream(updates.axes()).anyMatch(axis -> axis < ahead)) {
            return c.protectInputs("is written to by position in " + c.node());
        }
        int rest = x.rank() - named;
        Shape cell = tail(c.shape(0), rest);
        BroadcastUnion union = new BroadcastUnion(c, rest);
        for (int position : new int[] {0, UPDATES}) {
            if (c.isComputed(position)) {
                union.join(tail(c.indices(position), rest), cell, c.node().input(position));
            }
        }
        Indices met = union.result();
        c.slice(0, c.constant(0).isPresent() ? met.aligned(x.rank()) : Indices.fixed(1));
        c.slice(UPDATES, c.constant(UPDATES).isPresent() ? met.aligned(updates.rank()) : Indices.fixed(1));
        return List.of(met.aligned(x.rank()));
    }

    private static Shape tail(Shape shape, int axes) {
        return Shape.of(Arrays.copyOfRange(shape.sizes(), shape.rank() - axes, shape.rank()));
    }

    /** The last axes of indices that carry nothing before them. */
    private static Indices tail(Indices indices, int axes) {
        return indices.withLengths(Arrays.copyOfRange(indices.lengths(), indices.rank() - axes, indices.rank()));
    }
}
