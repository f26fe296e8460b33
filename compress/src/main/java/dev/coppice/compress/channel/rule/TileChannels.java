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
        int[] repeats = c.integers(REPEATS);
        c.putBeside(c.others(0).stream().map(set -> repeated(set, repeats)).toList());
        return List.of(repeated(c.indices(0), repeats));
    }

    private static Indices repeated(Indices x, int... repeats) {
        Indices all = x;
        for (int axis = 0; axis < repeats.length; axis++) {
            int length = all.length(axis);
            int times = repeats[axis];
            all = all.select(
                    axis,
                    IntStream.range(0, length * times).map(i -> i % length).toArray());
        }
        return all;
    }

    @Override
    public int carriesBeside() {
        return Integer.MAX_VALUE;
    }
}
