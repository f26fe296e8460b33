package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.WeightAxes;
import java.util.Arrays;
import java.util.List;

/**
 * Rule for Conv (weights M×C/group×…) and ConvTranspose (weights C×M/group×…): input channels end, output channels are
 * born.
 *
 * <p>Where channels lie along the window (efficient channel attention), a place whose channel goes is zero to the window, and
 * the result of that place goes too.
 *
 * <p>With several groups of more than one input and output channel, both sides are balanced: equal numbers per group, any
 * indices. Where a side has one channel per group (depthwise), whole groups go, and the group count falls with them.
 *
 * <p>Weights that are computed bring their channels along.
 */
public final class ConvolutionChannels implements ChannelRule {
    private static final int WEIGHTS = 1;
    private static final int BIAS = 2;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        int rank = c.outputShape(0).rank();
        Indices x = c.settled(0);
        int along = Arrays.stream(x.axes()).findFirst().orElse(0);
        if (along > 1 && keepsPlaces(c, along)) {
            c.bear(WEIGHTS, WeightAxes.of(c.node(), WEIGHTS, rank).made(), 1);
            c.sum(0, along, x);
            return List.of(x);
        }
        if (along > 1) {
            c.protect(
                    x,
                    "is mixed with the channels beside it by " + c.node()
                            + ", whose window goes along the channels and does not give one map with a result for each");
        }
        int[] consumed = c.channels(0, 1);
        if (c.constant(WEIGHTS).isEmpty()) {
            return computed(c, consumed);
        }
        WeightAxes axes = WeightAxes.of(c.node(), WEIGHTS, c.shape(WEIGHTS).rank());
        int groups = c.node().attributes().integer("group", 1);
        c.sliceWeights(WEIGHTS, axes.consumed(), axes.consumed() == 1 ? groups : 1, consumed);
        int[] born = c.bear(WEIGHTS, axes.made(), axes.made() == 1 ? groups : 1);
        if (groups > 1) {
            couple(c, groups, consumed, born);
        }
        shift(c, born);
        return List.of(Indices.along(rank, 1, born));
    }

    /**
     * The output of a convolution whose weights are computed: what makes them bears its channels. A tensor is cut on one axis
     * only, so that the channels that they read stay, but where each reads one channel of its own.
     */
    private static List<Indices> computed(ChannelContext c, int... consumed) {
        int groups = c.node().attributes().integer("group", 1);
        boolean depthwise = groups > 1 && consumed.length == groups && c.node().is("Conv");
        int made = WeightAxes.of(c.node(), WEIGHTS, c.shape(WEIGHTS).rank()).made();
        if ((groups > 1 && !depthwise) || c.indices(WEIGHTS).length(made) == 1) {
            c.decline("its weights '" + c.node().input(WEIGHTS) + "' are computed at run time");
            return c.protectInputs(reason(c));
        }
        int[] born = united(c, made);
        if (depthwise) {
            couple(c, groups, consumed, born);
        } else {
            c.protect(c.indices(0), reason(c));
        }
        shift(c, born);
        return List.of(Indices.along(c.outputShape(0).rank(), 1, born));
    }

    /** The atoms of computed weights along an axis; those that share an index unite. */
    private static int[] united(ChannelContext c, int axis) {
        Indices weights = c.indices(WEIGHTS);
        int[] all = weights.atoms();
        int[] first = new int[weights.length(axis)];
        Arrays.setAll(first, at -> weights.select(axis, at).atoms()[0]);
        for (int i = 0; i < all.length; i++) {
            int at = weights.position(i, axis);
            if (all[i] != first[at]) {
                c.unite(first[at], all[i], "makes weights of " + c.node() + " beside those that cannot be cut");
            }
        }
        return first;
    }

    private static String reason(ChannelContext c) {
        return "reaches " + c.node() + ", whose weights are computed at run time";
    }

    /** Lets the bias go with the channels that it is added to. */
    private static void shift(ChannelContext c, int... born) {
        if (c.constant(BIAS).isPresent()) {
            c.slice(BIAS, Indices.along(1, 0, born));
        } else if (c.isComputed(BIAS)) {
            int[] bias = c.channels(BIAS, 0);
            for (int i = 0; i < born.length; i++) {
                c.unite(
                        born[i],
                        bias[i],
                        "is shifted by '" + c.node().input(BIAS)
                                + "', which is computed and whose values cannot be cut");
            }
        }
    }

    /** Whether a window that goes along channels on this axis gives one map, with a result in the place of each channel. */
    private static boolean keepsPlaces(ChannelContext c, int axis) {
        Shape out = c.outputShape(0);
        return c.constant(WEIGHTS).isPresent()
                && out.size(1) == 1
                && out.size(axis) == c.shape(0).size(axis);
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
