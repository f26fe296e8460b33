package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.List;

/** Rule for RNN, GRU and LSTM: the features of the sequence end, and with them columns of W; states keep their size. */
public final class RecurrentChannels implements ChannelRule {
    private static final int WEIGHTS = 1;
    private static final int FEATURES = 2;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        c.decline("the size of its state is not cut");
        if (c.isComputed(WEIGHTS)) {
            return c.protectInputs("reaches " + c.node() + ", whose weights are computed at run time");
        }
        int[] features = c.channels(0, FEATURES);
        c.sliceWeights(WEIGHTS, FEATURES, 1, features);
        c.sum(0, FEATURES, Indices.along(c.shape(0).rank(), FEATURES, features));
        for (int i = WEIGHTS + 1; i < c.node().inputs().size(); i++) {
            if (c.isComputed(i)) {
                c.protect(c.indices(i), "is a state of " + c.node());
            }
        }
        return List.of();
    }
}
