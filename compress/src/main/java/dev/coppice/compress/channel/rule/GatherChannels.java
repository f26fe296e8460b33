package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.List;

/** Rule for Gather with a constant list of indices, or a single index; along channels the list is renumbered. */
public final class GatherChannels implements ChannelRule {
    private static final int INDICES = 1;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        Indices x = c.indices(0);
        if (c.constant(INDICES).isEmpty() || c.shape(INDICES).rank() > 1) {
            return c.protectInputs("reaches " + c.node() + ", whose indices are not one constant list");
        }
        Shape shape = c.shape(0);
        int axis = ShapeContext.axis(c.node().attributes().integer("axis", 0), x.rank());
        int[] taken = Arrays.stream(c.integers(INDICES))
                .map(i -> i < 0 ? i + shape.size(axis) : i)
                .toArray();
        Indices out = x.select(axis, taken);
        if (x.length(axis) > 1) {
            c.sizes(INDICES, s -> {
                int[] kept = s.kept(x, axis);
                return Arrays.stream(taken)
                        .map(i -> Arrays.binarySearch(kept, i))
                        .filter(i -> i >= 0)
                        .asLongStream()
                        .toArray();
            });
        }
        if (c.shape(INDICES).rank() == 0) {
            out = ReshapeChannels.reshape(out, shape.with(axis, 1), c.outputShape(0));
        }
        return List.of(out);
    }
}
