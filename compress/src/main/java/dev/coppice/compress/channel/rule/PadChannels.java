package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rule for Pad: a channel of padding goes with the channels that it meets, and the amount falls. Reflected, repeated or
 * cropped channels are protected.
 */
public final class PadChannels implements ChannelRule {
    private static final int PADS = 1;
    private static final int AXES = 3;

    /** Atoms of padding at one end of an axis, and the position of the amount that counts them. */
    private record Padding(int amount, int axis, Indices indices) {}

    @Override
    public List<Indices> propagate(ChannelContext c) {
        Indices out = c.indices(0);
        if (c.value(PADS).isEmpty()) {
            return c.protectInputs("reaches " + c.node() + ", whose amounts are computed at run time");
        }
        int[] all = new int[out.rank()];
        Arrays.setAll(all, i -> i);
        int[] axes = c.integers(AXES, all);
        int[] pads = c.integers(PADS);
        List<Padding> paddings = new ArrayList<>();
        for (int i = 0; i < axes.length; i++) {
            int axis = ShapeContext.axis(axes[i], out.rank());
            int end = axes.length + i;
            boolean none = pads[i] == 0 && pads[end] == 0;
            if (none || (out.length(axis) == 1 && !isUncutMap(c, out, axis))) {
                continue;
            }
            if (Math.min(pads[i], pads[end]) < 0 || !addsConstants(c)) {
                c.protect(out, "is cropped or repeated across channels by " + c.node());
                return List.of();
            }
            Indices x = whole(c, out, axis);
            Padding before = padding(c, x, i, axis, pads[i]);
            Padding behind = padding(c, x, end, axis, pads[end]);
            paddings.addAll(List.of(before, behind));
            out = Indices.concat(axis, List.of(before.indices, x, behind.indices));
        }
        follow(c, paddings, pads);
        return List.of(out);
    }

    private static Indices whole(ChannelContext c, Indices x, int axis) {
        return x.length(axis) > 1
                ? x
                : Indices.along(x.rank(), axis, new int[c.shape(0).size(axis)]);
    }

    private static boolean addsConstants(ChannelContext c) {
        return c.constant(PADS).isPresent()
                && c.node().attributes().text("mode", "constant").equals("constant");
    }

    /** Whether this pads the channels of a map of which none can go; the padding still can. */
    private static boolean isUncutMap(ChannelContext c, Indices x, int axis) {
        return x.axes().length == 0 && axis == 1 && x.rank() > 3 && addsConstants(c);
    }

    private static Padding padding(ChannelContext c, Indices x, int amount, int axis, int count) {
        Indices one = Indices.along(x.rank(), axis, c.filler(count));
        int[] lengths = x.lengths();
        lengths[axis] = count;
        return new Padding(amount, axis, one.expand(lengths));
    }

    private static void follow(ChannelContext c, List<Padding> paddings, int... pads) {
        if (!paddings.isEmpty()) {
            c.sizes(PADS, survivors -> {
                long[] amounts = Arrays.stream(pads).asLongStream().toArray();
                paddings.forEach(p -> amounts[p.amount] = survivors.kept(p.indices, p.axis).length);
                return amounts;
            });
        }
    }
}
