package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Sign;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Rule for reductions. Channels on other axes pass. On a reduced axis they end where a channel of zeros counts for nothing
 * or can be allowed for: in sums, means and extremes. A product of channels, or a sum of their exponentials, protects them.
 */
public final class ReduceChannels implements ChannelRule {
    private static final int AXES = 1;
    private static final Set<String> SUMS = Set.of(
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceSum",
            "ReduceSumSquare");

    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (c.isComputed(AXES)) {
            return c.protectInputs("reaches " + c.node() + ", whose axes are computed at run time");
        }
        c.putBeside(c.others(0).stream().map(set -> passed(c, set)).toList());
        return List.of(passed(c, c.settled(0)));
    }

    @Override
    public int carriesBeside() {
        return Integer.MAX_VALUE;
    }

    /** What is left of these atoms in the output. */
    private static Indices passed(ChannelContext c, Indices x) {
        Shape shape = c.shape(0);
        if (c.outputShape(0).equals(shape)) {
            return x;
        }
        int[] axes = c.integers(AXES);
        Shape reduced = shape;
        for (int k = 0; k < shape.rank(); k++) {
            int axis = k;
            boolean goes =
                    axes.length == 0 || Arrays.stream(axes).anyMatch(a -> ShapeContext.axis(a, shape.rank()) == axis);
            if (goes && x.length(axis) > 1) {
                end(c, axis, x);
                return Indices.fixed(c.outputShape(0).rank());
            }
            reduced = goes ? reduced.with(axis, 1) : reduced;
        }
        return ReshapeChannels.reshape(x, reduced, c.outputShape(0));
    }

    private static void end(ChannelContext c, int axis, Indices x) {
        Node node = c.node();
        if (!SUMS.contains(node.op())) {
            c.protect(x, "is reduced over by " + node + ", where zeros in place of a channel count");
        } else if ((node.is("ReduceMax") && c.sign(0) == Sign.NEGATIVE)
                || (node.is("ReduceMin") && c.sign(0) == Sign.POSITIVE)) {
            c.protect(x, "is reduced over by " + node + ", which zeros in place of a channel would win");
        } else {
            c.sum(0, axis, x);
        }
    }
}
