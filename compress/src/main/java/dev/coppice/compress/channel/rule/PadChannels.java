package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rule for Pad: on an axis with channels the padding is fixed, and reflected or repeated channels are protected. */
public final class PadChannels implements ChannelRule {
    private static final int PADS = 1;
    private static final int AXES = 3;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        Indices x = c.indices(0);
        if (c.constant(PADS).isEmpty()) {
            return c.protectInputs("reaches " + c.node() + ", whose amounts are computed at run time");
        }
        int[] all = new int[x.rank()];
        Arrays.setAll(all, i -> i);
        int[] axes = c.integers(AXES, all);
        int[] pads = c.integers(PADS);
        for (int i = 0; i < axes.length; i++) {
            int axis = ShapeContext.axis(axes[i], x.rank());
            int begin = pads[i];
            int end = pads[axes.length + i];
            if (x.length(axis) > 1 && (begin != 0 || end != 0)) {
                if (begin < 0
                        || end < 0
                        || !c.node().attributes().text("mode", "constant").equals("constant")) {
                    c.protect(x, "is cropped or repeated across channels by " + c.node());
                    return List.of();
                }
                int size = x.length(axis);
                x = x.select(
                        axis,
                        IntStream.range(-begin, size + end)
                                .map(at -> at < size ? Math.max(at, -1) : -1)
                                .toArray());
            }
        }
        return List.of(x);
    }
}
