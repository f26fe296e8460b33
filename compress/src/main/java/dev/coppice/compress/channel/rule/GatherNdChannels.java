package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.Arrays;
import java.util.List;

/** Rule for GatherND: channels on axes behind those that the indices name pass; on any other axis they are protected. */
public final class GatherNdChannels implements ChannelRule {
    private static final int INDICES = 1;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        Indices x = c.indices(0);
        int named = c.node().attributes().integer("batch_dims", 0)
                + c.shape(INDICES).size(-1);
        c.protect(c.indices(INDICES), "gives positions to " + c.node());
        if (Arrays.stream(x.axes()).anyMatch(axis -> axis < named)) {
            c.protect(x, "is picked by position in " + c.node());
            return List.of();
        }
        int rank = c.outputShape(0).rank();
        int[] lengths = new int[rank];
        Arrays.setAll(lengths, k -> {
            int axis = k - (rank - x.rank());
            return axis < named ? 1 : x.length(axis);
        });
        return List.of(x.withLengths(lengths));
    }
}
