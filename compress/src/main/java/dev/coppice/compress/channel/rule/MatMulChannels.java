package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.WeightAxes;
import java.util.List;

/**
 * Rule for MatMul with a constant. On the right it ends the channels of the last axis and bears new ones there; on the
 * left it does so on the last axis but one. Channels on another axis (a matrix over height, width or tokens) pass, and
 * none are born; beside channels that end or begin they pass too. For two computed factors (attention) see {@link ProductChannels}.
 */
public final class MatMulChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (c.isComputed(0) && c.isComputed(1)) {
            return List.of(new ProductChannels(c).output());
        }
        if (c.shape(0).rank() < 2 || c.shape(1).rank() < 2) {
            c.decline("it multiplies a vector");
            return c.protectInputs("reaches " + c.node() + ", which multiplies a vector");
        }
        return List.of(c.isComputed(0) ? weighted(c, 0, 1) : weighted(c, 1, 2));
    }

    /** The output for weights at the other input than x, which consume x's axis {@code inner} from the end and bear on it. */
    private static Indices weighted(ChannelContext c, int x, int inner) {
        int weights = 1 - x;
        int rank = c.outputShape(0).rank();
        int consumed = c.shape(x).rank() - inner;
        boolean matrix = c.shape(weights).rank() == 2;
        boolean crossed = c.beside(x).length(consumed) > 1;
        Indices passing = crossed ? c.settled(x) : c.beside(x);
        int[] axes = c.settled(x).axes();
        boolean elsewhere = axes.length == 1 && axes[0] != consumed && !c.isLoose(c.settled(x));
        if (!crossed && elsewhere && matrix) {
            c.decline("multiplies an axis beside the channels");
            c.putBeside(List.of(passing.aligned(rank)));
            return c.settled(x).aligned(rank);
        }
        if (matrix) {
            c.putBeside(List.of(passing.aligned(rank)));
        } else {
            c.protect(passing, ChannelContext.crossing(c.node().input(x)));
        }
        WeightAxes of = WeightAxes.of(c.node(), weights, c.shape(weights).rank());
        c.sliceWeights(weights, of.consumed(), 1, crossed ? c.beside(x).atoms() : c.channels(x, consumed));
        return Indices.along(rank, rank - inner, c.bear(weights, of.made(), 1));
    }

    @Override
    public int carriesBeside() {
        return 1;
    }
}
