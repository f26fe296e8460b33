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
        int axis = ShapeContext.axis(c.node().attributes().integer("axis", 0), x.rank());
        if (x.length(axis) == 1) {
            c.protect(c.indices(INDICES), "gives positions to " + c.node());
            return List.of(beside(x, axis, c.shape(INDICES).rank()));
        }
        if (c.constant(INDICES).isEmpty() || c.shape(INDICES).rank() > 1) {
            return c.protectInputs("reaches " + c.node() + ", whose indices are not one constant list");
        }
        Shape shape = c.shape(0);
        int[] taken = Arrays.stream(c.integers(INDICES))
                .map(i -> i < 0 ? i + shape.size(axis) : i)
                .toArray();
        Indices out = x.select(axis, taken);
        c.sizes(INDICES, s -> {
            int[] kept = s.kept(x, axis);
            return Arrays.stream(taken)
                    .map(i -> Arrays.binarySearch(kept, i))
                    .filter(i -> i >= 0)
                    .asLongStream()
                    .toArray();
        });
        if (c.shape(INDICES).rank() == 0) {
            out = ReshapeChannels.reshape(out, shape.with(axis, 1), c.outputShape(0));
        }
        return List.of(out);
    }

    /** The atoms of axes beside the one from which is picked, which the axes of the indices replace. */
    private static Indices beside(Indices x, int axis, int rank) {
        int[] lengths = new int[x.rank() - 1 + rank];
        Arrays.setAll(lengths, k -> k < axis ? x.length(k) : k < axis + rank ? 1 : x.length(k - rank + 1));
        return x.withLengths(lengths);
    }
}
