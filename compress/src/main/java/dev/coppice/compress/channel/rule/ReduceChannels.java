package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.List;

/** Rule for reductions: channels on a reduced axis are protected; on any other axis they pass. */
public final class ReduceChannels implements ChannelRule {
    private static final int AXES = 1;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        Indices x = c.settled(0);
        Shape shape = c.shape(0);
        if (c.isComputed(AXES) || c.outputShape(0).equals(shape)) {
            return c.isComputed(AXES) ? protect(c, x) : List.of(x);
        }
        int[] axes = c.integers(AXES);
        Shape reduced = shape;
        for (int k = 0; k < shape.rank(); k++) {
            int axis = k;
            boolean goes =
                    axes.length == 0 || Arrays.stream(axes).anyMatch(a -> ShapeContext.axis(a, shape.rank()) == axis);
            if (goes && x.length(axis) > 1) {
                return protect(c, x);
            }
            reduced = goes ? reduced.with(axis, 1) : reduced;
        }
        return List.of(ReshapeChannels.reshape(x, reduced, c.outputShape(0)));
    }

    private static List<Indices> protect(ChannelContext c, Indices x) {
        c.protect(x, "is reduced over by " + c.node());
        return List.of();
    }
}
