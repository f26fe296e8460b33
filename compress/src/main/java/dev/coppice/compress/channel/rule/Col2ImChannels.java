package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.Arrays;
import java.util.List;

/** Rule for Col2Im: the rows of the block that lie on one channel go together. */
public final class Col2ImChannels implements ChannelRule {
    private static final int BLOCK = 2;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (c.isComputed(BLOCK)) {
            return c.protectInputs("reaches " + c.node() + ", whose block is computed at run time");
        }
        int block = Arrays.stream(c.integers(BLOCK)).reduce(1, Math::multiplyExact);
        int[] rows = c.channels(0, 1);
        int[] channels = new int[rows.length / block];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = rows[i * block];
            for (int k = 1; k < block; k++) {
                c.unite(
                        channels[i],
                        rows[i * block + k],
                        "makes one channel in " + c.node() + " with what cannot be cut");
            }
        }
        return List.of(Indices.along(c.outputShape(0).rank(), 1, channels));
    }
}
