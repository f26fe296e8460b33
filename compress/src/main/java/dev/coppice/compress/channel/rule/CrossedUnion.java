package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Union of tensors whose channels may lie on different axes. Channels on axes that overlap unite, as in {@link BroadcastUnion};
 * those on other axes carry on side by side. What has full size along some axis and no channels there keeps those that the others
 * have there.
 */
final class CrossedUnion {
    private final ChannelContext c;
    private final int rank;
    private final List<Member> members = new ArrayList<>();

    /** An empty union at a rank. */
    CrossedUnion(ChannelContext c, int rank) {
        this.c = c;
        this.rank = rank;
    }

    /** A tensor with its channels and those beside them. */
    private record Member(Indices indices, List<Indices> others, Shape shape, String tensor) {
        /** All its channels. */
        List<Indices> sets() {
            return Stream.concat(Stream.of(indices), others.stream()).toList();
        }

        /** Its channels that share an axis with these. */
        List<Indices> within(Indices set) {
            return sets().stream().filter(own -> overlap(own, set)).toList();
        }
    }

    /** Adds a tensor with its channels and those beside them; axes align at the end. */
    CrossedUnion join(Indices indices, List<Indices> others, Shape shape, String tensor) {
        List<Indices> aligned = others.stream().map(set -> set.aligned(rank)).toList();
        members.add(new Member(indices.aligned(rank), aligned, shape, tensor));
        return this;
    }

    /** Whether both have channels on an axis. */
    static boolean overlap(Indices a, Indices b) {
        return Arrays.stream(a.axes()).anyMatch(k -> b.length(k) > 1);
    }

    /**
     * The channels of the output, united on each set of axes: those that lie ahead first, what is beside others after them, and
     * what no contraction makes last.
     */
    List<Indices> sets() {
        List<Indices> axes = new ArrayList<>();
        members.forEach(member -> add(axes, member.indices));
        axes.sort(Comparator.comparingInt(set -> set.axes()[0]));
        members.forEach(member -> member.others.forEach(set -> add(axes, set)));
        return axes.stream()
                .map(this::united)
                .filter(set -> set.axes().length > 0)
                .sorted(Comparator.comparing(c::isLoose))
                .toList();
    }

    /** The channels of an output that has these sets of them: the first, with the rest beside them. */
    static Indices output(ChannelContext c, List<Indices> sets) {
        c.putBeside(sets.stream().skip(1).toList());
        return sets.isEmpty() ? Indices.fixed(c.outputShape(0).rank()) : sets.get(0);
    }

    /** Adds the axes of a tensor's channels to the set that they overlap with, or as a set of their own. */
    private void add(List<Indices> sets, Indices own) {
        if (own.axes().length == 0) {
            return;
        }
        Indices all = marks(own);
        for (int i = sets.size() - 1; i >= 0; i--) {
            if (overlap(sets.get(i), own)) {
                all = marks(all, sets.remove(i));
            }
        }
        sets.add(all);
    }

    /** Indices with length 2 on the axes on which any of these have channels: nothing but a set of axes. */
    private Indices marks(Indices... all) {
        int[] lengths = IntStream.range(0, rank)
                .map(k -> Arrays.stream(all).anyMatch(one -> one.length(k) > 1) ? 2 : 1)
                .toArray();
        return Indices.fixed(rank).expand(lengths);
    }

    private Indices united(Indices set) {
        BroadcastUnion union = new BroadcastUnion(c, rank);
        for (Member member : members) {
            List<Indices> within = member.within(set);
            boolean elsewhere = member.indices.axes().length > 0 && !overlap(member.indices, set);
            Indices own = within.stream().findFirst().orElse(Indices.fixed(rank));
            union.join(own, member.shape, member.tensor, elsewhere);
            within.stream().skip(1).forEach(beside -> c.protect(beside, ChannelContext.crossing(member.tensor)));
        }
        return union.result();
    }
}
