package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rule for Reshape, Flatten, Squeeze and Unsqueeze, which keep C order. Axes fall into the smallest runs with equal
 * products before and after. A run with channels is written out in full; the others stay at length 1.
 */
public final class ReshapeChannels implements ChannelRule {
    private static final int TARGET = 1;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        Shape from = c.shape(0);
        Shape to = c.outputShape(0);
        if (c.node().is("Reshape") && c.value(TARGET).isEmpty()) {
            return c.protectInputs("reaches " + c.node() + ", whose target is computed at run time");
        }
        List<Indices> sets = new ArrayList<>(List.of(reshape(c.indices(0), from, to)));
        c.others(0).forEach(set -> add(c, sets, reshape(set, from, to)));
        c.putBeside(sets.subList(1, sets.size()));
        if (c.node().is("Reshape")) {
            int[] target = c.integers(TARGET);
            int[] axes = new int[target.length];
            Arrays.setAll(axes, k -> target[k] <= 0 ? -1 : k);
            c.counts(TARGET, sets, axes);
        }
        return List.of(sets.get(0));
    }

    /** Adds channels to others. Of those that come to share an axis the most stay. */
    private static void add(ChannelContext c, List<Indices> sets, Indices more) {
        for (int i = 0; i < sets.size(); i++) {
            Indices other = sets.get(i);
            if (CrossedUnion.overlap(other, more)) {
                boolean fewer = distinct(more) <= distinct(other);
                c.protect(fewer ? more : other, "shares an axis with other channels in " + c.node());
                sets.set(i, fewer ? other : more);
                return;
            }
        }
        sets.add(more);
    }

    private static long distinct(Indices set) {
        return Arrays.stream(set.atoms()).distinct().count();
    }

    @Override
    public int carriesBeside() {
        return Integer.MAX_VALUE;
    }

    static Indices reshape(Indices indices, Shape from, Shape to) {
        int[] before = new int[from.rank()];
        int[] after = new int[to.rank()];
        int i = 0;
        int j = 0;
        while (i < from.rank() || j < to.rank()) {
            int[] end = runEnd(from, i, to, j);
            boolean carries = IntStream.range(i, end[0]).anyMatch(k -> indices.length(k) > 1);
            for (; i < end[0]; i++) {
                before[i] = carries ? from.size(i) : 1;
            }
            for (; j < end[1]; j++) {
                after[j] = carries ? to.size(j) : 1;
            }
        }
        return indices.expand(before).withLengths(after).compact();
    }

    /** The ends of the smallest runs of axes, starting at i and j, that have equal products. */
    private static int[] runEnd(Shape from, int i, Shape to, int j) {
        int a = i;
        int b = j;
        long in = a < from.rank() ? from.size(a++) : 1;
        long out = b < to.rank() ? to.size(b++) : 1;
        while (in != out) {
            if (in < out) {
                in *= from.size(a++);
            } else {
                out *= to.size(b++);
            }
        }
        return new int[] {a, b};
    }
}
