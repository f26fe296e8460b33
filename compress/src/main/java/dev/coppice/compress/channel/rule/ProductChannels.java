package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rule for the product A (…×M×K) · B (…×K×N) of two computed tensors. Atoms that meet on the contracted axis K or on a
 * batch axis unite; atoms on the free axes M and N pass, as do those on batch axes. If several have some, the output has those of the
 * longer free axis, and the others {@link ChannelContext#beside beside} them.
 */
final class ProductChannels {
    private final ChannelContext c;
    private final int rank;

    ProductChannels(ChannelContext c) {
        this.c = c;
        this.rank = c.outputShape(0).rank();
    }

    Indices output() {
        if (c.shape(0).rank() < 2 || c.shape(1).rank() < 2) {
            c.protectInputs("reaches " + c.node() + ", which multiplies a vector");
            return Indices.fixed(rank);
        }
        // Atoms unite before either factor settles for an axis, so that both settle for the same one.
        contract(c.indices(0), c.indices(1));
        Indices a = within(0, c.shape(0).rank() - 2);
        Indices b = within(1, c.shape(1).rank() - 1);
        Indices met = contract(a, b);
        c.sum(0, a.rank() - 1, a);
        c.sum(1, b.rank() - 2, b);
        Indices rows = free(0, c.shape(0).rank() - 2);
        Indices columns = free(1, c.shape(1).rank() - 1);
        return joined(rows, columns, met.length(rank - 1) > 1 ? Indices.fixed(rank) : met);
    }

    /** The output with the channels of all axes: what no contraction makes comes last, and of rows and columns first the longer. */
    private Indices joined(Indices rows, Indices columns, Indices stacked) {
        Indices down = rows.isFixed() ? Indices.fixed(rank) : Indices.along(rank, rank - 2, rows.atoms());
        Indices across = columns.isFixed() ? Indices.fixed(rank) : Indices.along(rank, rank - 1, columns.atoms());
        boolean tall = rows.atoms().length >= columns.atoms().length;
        List<Indices> sets = Stream.of(tall ? down : across, tall ? across : down, stacked)
                .filter(set -> !set.isFixed())
                .sorted(Comparator.comparing(c::isLoose))
                .toList();
        return CrossedUnion.output(c, sets);
    }

    /** The atoms of a factor on its free axis; fixed if it has none there. */
    private Indices free(int position, int axis) {
        Indices x = c.settled(position);
        Indices beside = c.beside(position);
        return x.length(axis) > 1 ? x : beside.length(axis) > 1 ? beside : Indices.fixed(x.rank());
    }

    /** The atoms of a factor on any other axis than its free one; fixed if it has none there. */
    private Indices within(int position, int axis) {
        Indices x = c.settled(position);
        return x.length(axis) > 1 ? c.beside(position) : x;
    }

    /** Unites both factors on the contracted and batch axes, laid out as …×1×K without their free axes. */
    private Indices contract(Indices a, Indices b) {
        Indices left = a.length(a.rank() - 2) > 1 ? within(0, a.rank() - 2) : a;
        Indices right = b.length(b.rank() - 1) > 1 ? within(1, b.rank() - 1) : b;
        Shape columns = c.shape(1);
        int last = columns.rank() - 1;
        BroadcastUnion union = new BroadcastUnion(c, rank);
        union.join(
                withoutAtoms(left, left.rank() - 2),
                c.shape(0).with(c.shape(0).rank() - 2, 1),
                c.node().input(0));
        union.join(
                swapped(withoutAtoms(right, last)),
                columns.with(last, columns.size(last - 1)).with(last - 1, 1),
                c.node().input(1));
        return union.result();
    }

    /** Indices without the atoms of an axis: a settled tensor that has some there has none elsewhere. */
    private static Indices withoutAtoms(Indices indices, int axis) {
        return indices.length(axis) > 1 ? Indices.fixed(indices.rank()) : indices;
    }

    private static Indices swapped(Indices indices) {
        int[] order = new int[indices.rank()];
        Arrays.setAll(order, k -> k);
        order[order.length - 2] = order.length - 1;
        order[order.length - 1] = order.length - 2;
        return indices.transpose(order);
    }
}
