package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.Arrays;
import java.util.List;

/**
 * Rule for DepthToSpace and SpaceToDepth with blocks of b×b. The b² deep channels that hold the pixels of one flat
 * channel go together. Channel c of the flat side has deep channels c·b² + k (mode CRD) or k·C + c (DCR, and
 * SpaceToDepth).
 */
public final class BlockChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        int b = c.node().attributes().integer("blocksize", 1);
        int rank = c.outputShape(0).rank();
        int[] in = c.channels(0, 1);
        if (c.node().is("SpaceToDepth")) {
            int[] deep = new int[in.length * b * b];
            Arrays.setAll(deep, i -> in[i % in.length]);
            return List.of(Indices.along(rank, 1, deep));
        }
        boolean columns = c.node().attributes().text("mode", "DCR").equals("CRD");
        int[] flat = new int[in.length / (b * b)];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = in[columns ? i * b * b : i];
            for (int k = 1; k < b * b; k++) {
                int other = in[columns ? i * b * b + k : k * flat.length + i];
                c.unite(flat[i], other, "makes one channel in " + c.node() + " with what cannot be cut");
            }
        }
        return List.of(Indices.along(rank, 1, flat));
    }
}
