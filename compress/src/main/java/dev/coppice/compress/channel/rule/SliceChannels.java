package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.compress.channel.propagation.Survivors;
import dev.coppice.models.shape.rule.SliceShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rule for Slice: its bounds along channels follow the cut. Where every k-th channel is taken, as in a maxout or a rotary
 * embedding, the k channels from one taken to the next go together. Channels taken with another step are protected.
 */
public final class SliceChannels implements ChannelRule {
    private static final int STARTS = 1;
    private static final int ENDS = 2;
    private static final int STEPS = 4;

    /** One sliced axis. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never written to
    private record Range(int axis, int start, int end, int[] taken) {
        /** How far each taken index lies behind the one before. */
        int step() {
            return taken.length > 1 ? taken[1] - taken[0] : 1;
        }

        /** Whether it takes the whole axis from its end to its begin. */
        boolean isReversal(int size) {
            return step() == -1 && taken.length == size;
        }

        /** Whether it takes one index of every so many of the whole axis. */
        boolean isEveryOther(int size) {
            return step() > 1 && taken[0] < step() && size == taken.length * step();
        }
    }

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
            ranges[i] = new Range(axis, starts[i], ends[i], taken);
            if (out.length(axis) > 1) {
                check(c, out, ranges[i]);
            }
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

    private static void check(ChannelContext c, Indices x, Range range) {
        int size = x.length(range.axis);
        if (range.isEveryOther(size)) {
            unite(c, x, range);
        } else if (range.step() != 1 && !range.isReversal(size)) {
            c.protect(x, "is not taken one by one by " + c.node());
        }
        if (c.isComputed(STARTS) || c.isComputed(ENDS)) {
            c.protect(x, "is sliced by " + c.node() + " at bounds computed at run time");
        }
    }

    /** Unites the indices from each taken one to the next. */
    private static void unite(ChannelContext c, Indices x, Range range) {
        int[] positions = new int[x.length(range.axis)];
        Arrays.setAll(positions, k -> k / range.step() * range.step());
        int[] all = x.atoms();
        int[] first = x.select(range.axis, positions).atoms();
        for (int i = 0; i < all.length; i++) {
            if (all[i] != first[i]) {
                c.unite(all[i], first[i], "is taken by " + c.node() + " in turn with what cannot be cut");
            }
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
        if (range.isReversal(x.length(range.axis))) {
            return start ? -1 : Integer.MIN_VALUE;
        }
        if (range.step() > 1) {
            return start ? range.taken[0] : kept.length;
        }
        int first = range.taken.length == 0 ? 0 : range.taken[0];
        int limit = start ? first : first + range.taken.length;
        return Arrays.stream(kept).filter(k -> k < limit).count();
    }
}
