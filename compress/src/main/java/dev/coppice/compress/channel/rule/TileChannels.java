package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import java.util.List;
import java.util.stream.IntStream;

/** Rule for Tile: along channels each repetition is the same atom. */
public final class TileChannels implements ChannelRule {
    private static final int REPEATS = 1;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (c.value(REPEATS).isEmpty()) {
            return c.protectInputs("reaches " + c.node() + ", whose repeats are computed at run time");
        }
        Indices x = c.indices(0);
        int[] repeats = c.integers(REPEATS);
        for (int axis = 0; axis < repeats.length; axis++) {
            int length = x.length(axis);
            int times = repeats[axis];
            x = x.select(
                    axis,
                    IntStream.range(0, length * times).map(i -> i % length).toArray());
        }
        return List.of(x);
    }
}
