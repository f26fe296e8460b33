package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.WeightAxes;
import java.util.Arrays;
import java.util.List;

/**
 * Rule for Conv (weights M×C/group×…) and ConvTranspose (weights C×M/group×…): input channels end, output channels are
 * born.
 *
 * <p>With several groups of more than one input and output channel, both sides are balanced: equal numbers per group, any
 * indices. Where a side has one channel per group (depthwise), whole groups go, and the group count falls with them.
 */
public final class ConvolutionChannels implements ChannelRule {
    private static final int WEIGHTS = 1;
    private static final int BIAS = 2;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        int rank = c.outputShape(0).rank();
        protectNeighbours(c);
        int[] consumed = c.channels(0, 1);
        if (c.constant(WEIGHTS).isEmpty()) {
            String reason = "reaches " + c.node() + ", whose weights are computed at run time";
            c.decline("its weights '" + c.node().input(WEIGHTS) + "' are computed at run time");
            return c.protectInputs(reason);
        }
        WeightAxes axes = WeightAxes.of(c.node(), WEIGHTS, c.shape(WEIGHTS).rank());
        int groups = c.node().attributes().integer("group", 1);
        c.sliceWeights(WEIGHTS, axes.consumed(), axes.consumed() == 1 ? groups : 1, consumed);
        int[] born = c.bear(WEIGHTS, axes.made(), axes.made() == 1 ? groups : 1);
        if (groups > 1) {
            couple(c, groups, consumed, born);
        }
        Indices out = Indices.along(rank, 1, born);
        if (c.constant(BIAS).isPresent()) {
            c.slice(BIAS, Indices.along(1, 0, born));
        } else if (c.isComputed(BIAS)) {
            c.protect(out, "is shifted by '" + c.node().input(BIAS) + "', which is computed at run time");
        }
        return List.of(out);
    }

    /** Protects channels that lie along a space axis, where every window mixes some of them that follow each other. */
    private static void protectNeighbours(ChannelContext c) {
        Indices input = c.settled(0);
        int[] axes = input.axes();
        if (axes.length > 0 && axes[0] > 1) {
            c.protect(
                    input,
                    "is mixed with the channels beside it by " + c.node()
                            + ", whose window goes along the channels: without it the window would see others");
        }
    }

    private static void couple(ChannelContext c, int groups, int[] consumed, int[] born) {
        int in = consumed.length / groups;
        int out = born.length / groups;
        boolean fixedInput = Arrays.stream(consumed).allMatch(a -> a == Indices.FIXED);
        if (out > 1 && (in > 1 || fixedInput)) {
            c.balance(groups, consumed);
            c.balance(groups, born);
            return;
        }
        String reason = "belongs to a group of " + c.node() + " that reads or makes a channel which cannot be cut";
        int[] members = new int[groups];
        for (int g = 0; g < groups; g++) {
            members[g] = born[g * out];
            for (int i = 0; i < in; i++) {
                c.unite(members[g], consumed[g * in + i], reason);
            }
            for (int o = 1; o < out; o++) {
                c.unite(members[g], born[g * out + o], reason);
            }
        }
        c.count("group", s -> (int) Arrays.stream(members).filter(s::keeps).count());
    }
}
