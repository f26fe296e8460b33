package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.ChannelContext;
import dev.coppice.compress.channel.ChannelRule;
import dev.coppice.compress.channel.Indices;
import java.util.List;

/**
 * MatMul with one constant factor. A constant on the right consumes the last axis and bears channels there; channels on a
 * batch axis (a matrix over height or width beside them) pass through, and then none are born.
 */
public final class MatMulChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        boolean left = c.isComputed(0);
        boolean right = c.isComputed(1);
        if (left && right) {
            c.protectInputs("reaches " + c.node() + ", a product of two computed tensors");
            return c.fixedOutputs();
        }
        int x = left ? 0 : 1;
        int rank = c.outputShape(0).rank();
        int[] axes = c.settled(x).axes();
        if (axes.length == 1
                && axes[0] < c.shape(x).rank() - 2
                && c.shape(1 - x).rank() == 2) {
            c.decline("multiplies an axis beside the channels");
            return c.firstOutput(c.settled(x).aligned(rank));
        }
        if (!left || c.shape(0).rank() < 2 || c.shape(1).rank() < 2) {
            c.protectInputs("reaches " + c.node() + ", which has its constant factor on the left");
            c.decline("its constant factor is on the left");
            return c.fixedOutputs();
        }
        int weightRank = c.shape(1).rank();
        c.sliceWeights(1, weightRank - 2, 1, c.channels(0, c.shape(0).rank() - 1));
        return c.firstOutput(Indices.along(rank, rank - 1, c.bear(1, weightRank - 1, 1)));
    }
}
