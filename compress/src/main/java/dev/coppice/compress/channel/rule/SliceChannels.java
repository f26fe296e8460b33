package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.compress.channel.propagation.Survivors;
import dev.coppice.models.shape.rule.SliceShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rule for Slice: its bounds along channels follow the cut; channels taken with a step other than 1 are protected. */
public final class SliceChannels implements ChannelRule {
    private static final int STARTS = 1;
    private static final int ENDS = 2;
    private static final int STEPS = 4;

    /** One sliced axis. */
    private record Range(int axis, int start, int end, int first, int count) {}

    @Override
    public List<Indices> propagate(ChannelContext c) {
        Indices x = c.indices(0);
        if (!isKnown(c)) {
            return c.protectInputs("reaches " + c.node() + ", whose bounds are computed at run time");
        }
        int[] starts = c.integers(STARTS);
        int[] ends = c.integers(ENDS);
        List<SliceShape.Cut> cuts = SliceShape.cuts(c.shapes());
        Range[] ranges = new Range[cuts.size()];
        Indices out = x;
        for (int i = 0; i < ranges.length; i++) {
            int axis = cuts.get(i).axis();
            int[] taken = cuts.get(i).indices();
            int first = taken.length == 0 ? 0 : taken[0];
            if (out.length(axis) > 1) {
                check(c, x, taken);
            }
            ranges[i] = new Range(axis, starts[i], ends[i], first, taken.length);
            out = out.select(axis, taken);
        }
        if (c.constant(STARTS).isPresent()) {
            c.sizes(STARTS, s -> bounds(x, ranges, s, true));
        }
        if (c.constant(ENDS).isPresent()) {
            c.sizes(ENDS, s -> bounds(x, ranges, s, false));
        }
        return List.of(out);
    }

    private static void check(ChannelContext c, Indices x, int... taken) {
        if (taken.length > 1 && taken[1] != taken[0] + 1) {
            c.protect(x, "is not taken one by one by " + c.node());
        }
        if (c.isComputed(STARTS) || c.isComputed(ENDS)) {
            c.protect(x, "is sliced by " + c.node() + " at bounds computed at run time");
        }
    }

    private static boolean isKnown(ChannelContext c) {
        return IntStream.rangeClosed(STARTS, STEPS)
                .allMatch(i -> !c.node().hasInput(i) || c.value(i).isPresent());
    }

    private static long[] bounds(Indices x, Range[] ranges, Survivors survivors, boolean start) {
        return Arrays.stream(ranges)
                .mapToLong(range -> bound(x, range, survivors, start))
                .toArray();
    }

    private static long bound(Indices x, Range range, Survivors survivors, boolean start) {
        int old = start ? range.start : range.end;
        if (x.length(range.axis) == 1) {
            return old;
        }
        int[] kept = survivors.kept(x, range.axis);
        if (kept.length == x.length(range.axis)) {
            return old;
        }
        int limit = start ? range.first : range.first + range.count;
        return Arrays.stream(kept).filter(k -> k < limit).count();
    }
}
