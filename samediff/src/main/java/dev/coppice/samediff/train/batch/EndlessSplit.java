package dev.coppice.samediff.train.batch;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.RandomStream;
import java.util.List;

/**
 * The endless sequence of a training split's samples, which repeats the split in a new order each time.
 *
 * @param names names of the samples
 * @param seed seed of the orders
 */
record EndlessSplit(List<String> names, long seed) {
    EndlessSplit {
        names = List.copyOf(names);
    }

    static EndlessSplit of(Dataset data, Sampling sampling) {
        return new EndlessSplit(data.names(BatchSource.TRAIN), sampling.seed());
    }

    /** The sample at a position. */
    String name(long position) {
        long round = position / names.size();
        int[] order = RandomStream.of(seed, 1, round).permutation(names.size());
        return names.get(order[(int) (position % names.size())]);
    }
}
