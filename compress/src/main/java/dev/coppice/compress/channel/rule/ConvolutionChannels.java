package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.WeightAxes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

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
 * <p>Where the window has one place along an axis, channels along that axis pass beside those of axis 1.
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
            c.protect(c.beside(0), ChannelContext.crossing(c.node().input(0)));
            c.sum(0, along, x);
            return List.of(x);
        }
        passed(c, c.beside(0));
        passed(c, x);
        c.others(0).stream()
                .skip(1)
                .forEach(set -> c.protect(set, ChannelContext.crossing(c.node().input(0))));
        int[] consumed = consumed(c, x);
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
        return born(c, born);
    }

    /** Lets channels along the window pass where it sees each place alone, beside those on axis 1. */
    private static void passed(ChannelContext c, Indices atoms) {
        for (int axis : atoms.axes()) {
            boolean alone = c.settled(0).length(axis) > 1
                    || Arrays.stream(c.settled(0).axes()).noneMatch(k -> k > 1);
            if (axis > 1 && alone && seesEachPlace(c, axis)) {
                c.putBeside(List.of(atoms));
            } else if (axis > 1) {
                c.protect(
                        atoms,
                        "is mixed with the channels beside it by " + c.node()
                                + ", whose window goes along the channels and does not give one map with a result for each");
            }
        }
    }

    /** Whether the window has one place along an axis, and goes on by one. */
    private static boolean seesEachPlace(ChannelContext c, int axis) {
        int[] strides = c.node().attributes().integers("strides");
        return c.shape(WEIGHTS).size(axis) == 1
                && (strides.length == 0 || strides[axis - 2] == 1)
                && c.outputShape(0).size(axis) == c.shape(0).size(axis);
    }

    /** The atoms that the weights read. */
    private static int[] consumed(ChannelContext c, Indices x) {
        if (c.beside(0).length(0) > 1) {
            c.protect(c.beside(0), ChannelContext.crossing(c.node().input(0)));
        }
        if (c.beside(0).length(1) > 1) {
            return c.beside(0).atoms();
        }
        boolean behind = Arrays.stream(x.axes()).anyMatch(axis -> axis > 1);
        return behind ? new int[c.shape(0).size(1)] : c.channels(0, 1);
    }

    @Override
    public int carriesBeside() {
        return Integer.MAX_VALUE;
    }

    /**
     * The output of a convolution whose weights are computed: what makes them bears its channels, or goes with those that they
     * read. Weights with channels for each pair of these are cut along the more.
     */
    private static List<Indices> computed(ChannelContext c, int... consumed) {
        int groups = c.node().attributes().integer("group", 1);
        boolean depthwise = groups > 1 && consumed.length == groups && c.node().is("Conv");
        WeightAxes axes = WeightAxes.of(c.node(), WEIGHTS, c.shape(WEIGHTS).rank());
        Indices made = along(c, axes.made(), axes.consumed());
        Indices read = along(c, axes.consumed(), axes.made());
        boolean grouped = groups > 1 && (!depthwise || made.isFixed());
        if (grouped || (made.isFixed() && read.isFixed())) {
            c.decline("its weights '" + c.node().input(WEIGHTS) + "' are computed at run time");
            return c.protectInputs(reason(c));
        }
        keepPlaces(c, axes);
        if (depthwise) {
            couple(c, groups, consumed, made.atoms());
        } else {
            read(c, read, consumed);
        }
        c.born(made.atoms());
        return made.isFixed() ? unborn(c) : born(c, made.atoms());
    }

    /** The output of computed weights without channels of their own. */
    private static List<Indices> unborn(ChannelContext c) {
        c.decline("its weights '" + c.node().input(WEIGHTS) + "' are computed at run time");
        if (c.isComputed(BIAS)) {
            c.protect(c.indices(BIAS), reason(c));
        }
        return List.of();
    }

    private static List<Indices> born(ChannelContext c, int... made) {
        shift(c, made);
        return List.of(Indices.along(c.outputShape(0).rank(), 1, made));
    }

    /** Protects the channels that make places of the window. */
    private static void keepPlaces(ChannelContext c, WeightAxes axes) {
        weights(c)
                .filter(all -> all.length(axes.made()) == 1 && all.length(axes.consumed()) == 1)
                .forEach(all -> c.protect(all, "makes places of the window of " + c.node()));
    }

    /** All channels of computed weights. */
    private static Stream<Indices> weights(ChannelContext c) {
        return Stream.concat(Stream.of(c.indices(WEIGHTS)), c.others(WEIGHTS).stream());
    }

    /** Lets the channels that computed weights read go with theirs. */
    private static void read(ChannelContext c, Indices read, int... consumed) {
        for (int i = 0; i < consumed.length && !read.isFixed(); i++) {
            c.unite(consumed[i], read.atoms()[i], "is read by " + c.node() + " with weights that cannot be cut");
        }
        if (read.isFixed()) {
            c.protect(c.indices(0), reason(c));
        } else {
            c.sum(WEIGHTS, read.axes()[0], read);
        }
    }

    /** The atoms of computed weights along an axis, where they are not those along the other; those that share an index unite. */
    private static Indices along(ChannelContext c, int axis, int other) {
        Indices all = weights(c).filter(set -> set.length(axis) > 1).findFirst().orElse(c.indices(WEIGHTS));
        int rank = all.rank();
        boolean fewer = all.length(axis) < all.length(other) || (all.length(axis) == all.length(other) && axis > other);
        if (all.length(axis) == 1 || fewer) {
            return Indices.fixed(rank);
        }
        int[] first = new int[all.length(axis)];
        Arrays.setAll(first, at -> all.select(axis, at).atoms()[0]);
        for (int i = 0; i < all.atoms().length; i++) {
            int at = all.position(i, axis);
            if (all.atoms()[i] != first[at]) {
                c.unite(first[at], all.atoms()[i], "makes weights of " + c.node() + " beside those that cannot be cut");
            }
        }
        return Indices.along(rank, axis, first);
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
