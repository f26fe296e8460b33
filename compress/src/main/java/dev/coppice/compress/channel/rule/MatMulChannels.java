package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.WeightAxes;
import java.util.List;

/**
 * Rule for MatMul with a constant. On the right it ends the channels of the last axis and bears new ones there; on the
 * left it does so on the last axis but one. Channels on another axis (a matrix over height, width or tokens) pass, and
 * none are born. For two computed factors (attention) see {@link ProductChannels}.
 */
public final class MatMulChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (c.isComputed(0) && c.isComputed(1)) {
            return List.of(new ProductChannels(c).output());
        }
        int x = c.isComputed(0) ? 0 : 1;
        int weights = 1 - x;
        c.protect(c.beside(x), ChannelContext.crossing(c.node().input(x)));
        if (c.shape(0).rank() < 2 || c.shape(1).rank() < 2) {
            c.decline("it multiplies a vector");
            return c.protectInputs("reaches " + c.node() + ", which multiplies a vector");
        }
        // Counted from the end: weights on the right consume axis 1 of x with their axis 2 and bear on axis 1, on
        // the left the other way round.
        int inner = x == 0 ? 1 : 2;
        int rank = c.outputShape(0).rank();
        int consumed = c.shape(x).rank() - inner;
        int[] axes = c.settled(x).axes();
        if (axes.length == 1 && axes[0] != consumed && c.shape(weights).rank() == 2) {
            c.decline("multiplies an axis beside the channels");
            return List.of(c.settled(x).aligned(rank));
        }
        WeightAxes of = WeightAxes.of(c.node(), weights, c.shape(weights).rank());
        c.sliceWeights(weights, of.consumed(), 1, c.channels(x, consumed));
        return List.of(Indices.along(rank, rank - inner, c.bear(weights, of.made(), 1)));
    }

    @Override
    public boolean carriesBeside() {
        return true;
    }
}
