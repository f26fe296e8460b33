package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rule for Split: along channels its sizes follow the cut, and are written out if they were left out before. */
public final class SplitChannels implements ChannelRule {
    private static final int SIZES = 1;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        Indices x = c.indices(0);
        int axis = ShapeContext.axis(c.node().attributes().integer("axis", 0), x.rank());
        List<Indices> parts = new ArrayList<>();
        int[] sizes = new int[c.node().outputs().size()];
        int from = 0;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = c.outputShape(i).size(axis);
            parts.add(x.select(axis, IntStream.range(from, from + sizes[i]).toArray()));
            from += sizes[i];
        }
        if (x.length(axis) > 1) {
            boolean given = c.constant(SIZES).isPresent();
            c.sizes(SIZES, s -> {
                if (!given && s.kept(x, axis).length == x.length(axis)) {
                    return new long[0];
                }
                return IntStream.range(0, sizes.length)
                        .mapToLong(i -> kept(s.kept(x, axis), sizes, i))
                        .toArray();
            });
        }
        return parts;
    }

    /** The number of kept positions that fall into a part. */
    private static long kept(int[] kept, int[] sizes, int part) {
        int from = IntStream.range(0, part).map(i -> sizes[i]).sum();
        return IntStream.of(kept)
                .filter(k -> k >= from && k < from + sizes[part])
                .count();
    }
}
