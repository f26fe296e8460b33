package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.ConstantChannels;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rule for Expand: a repeated axis of size 1 carries no atoms, so atoms stay where they are. A map of one channel, or a
 * norm, that is repeated has any number of channels. The target follows a cut where it gives the number of channels.
 */
public final class ExpandChannels implements ChannelRule {
    private static final int TARGET = 1;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (c.value(TARGET).isEmpty()) {
            return c.protectInputs("reaches " + c.node() + ", whose target is computed at run time");
        }
        int rank = c.outputShape(0).rank();
        Indices out = repeated(c, c.indices(0).aligned(rank));
        List<Indices> others =
                c.others(0).stream().map(set -> set.aligned(rank)).toList();
        c.putBeside(others);
        int[] target = c.integers(TARGET);
        int ahead = rank - target.length;
        int[] axes = new int[target.length];
        Arrays.setAll(axes, k -> target[k] == 1 ? -1 : k + ahead);
        c.counts(TARGET, Stream.concat(Stream.of(out), others.stream()).toList(), axes);
        return List.of(out);
    }

    @Override
    public int carriesBeside() {
        return Integer.MAX_VALUE;
    }

    /** Where a tensor without channels is repeated along an axis, each repetition goes with what it meets. */
    private static Indices repeated(ChannelContext c, Indices x) {
        Shape out = c.outputShape(0);
        int axis = x.axes().length == 0 ? repeatedAxis(c, out) : -1;
        if (axis < 0) {
            return x;
        }
        int[] counted = counted(c, out, axis);
        int[] atoms = counted.length == out.size(axis) ? counted : c.filler(out.size(axis));
        return Indices.along(out.rank(), axis, atoms);
    }

    /** The atoms that the target counts on an axis; none if it counts none there. */
    private static int[] counted(ChannelContext c, Shape out, int axis) {
        int element = axis - out.rank() + c.integers(TARGET).length;
        return element < 0 ? new int[0] : c.counted(TARGET, element);
    }

    /**
     * The repeated axis on which the target counts channels; else the axis of channels if it is repeated, else the last
     * repeated one, on which queries and keys have them; -1 if none is repeated.
     */
    private static int repeatedAxis(ChannelContext c, Shape to) {
        Shape from = c.shape(0);
        int channels = ConstantChannels.axis(to);
        int[] repeated = IntStream.range(0, to.rank())
                .filter(axis -> isRepeated(from, to, axis))
                .toArray();
        int usual = isRepeated(from, to, channels)
                ? channels
                : Arrays.stream(repeated).max().orElse(-1);
        return Arrays.stream(repeated)
                .filter(axis -> Arrays.stream(counted(c, to, axis)).anyMatch(atom -> atom != Indices.FIXED))
                .findFirst()
                .orElse(usual);
    }

    private static boolean isRepeated(Shape from, Shape to, int axis) {
        int own = axis - to.rank() + from.rank();
        return axis >= 0 && to.size(axis) > 1 && (own < 0 || from.size(own) == 1);
    }
}
