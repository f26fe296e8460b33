package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The axes that a Reshape merges and splits: neighbours with the same product on both sides.
 *
 * @param groups groups in the file's order; together they hold all axes
 */
record AxisGroups(List<Group> groups) {
    AxisGroups {
        groups = List.copyOf(groups);
    }

    /** Axes {@code from} to {@code to} (exclusive) that become axes {@code newFrom} to {@code newTo}. */
    record Group(int from, int to, int newFrom, int newTo) {}

    /** The groups of a Reshape; empty if a size is 0. */
    static Optional<AxisGroups> of(Shape before, Shape after) {
        List<Group> groups = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.rank() && j < after.rank()) {
            int from = i;
            int newFrom = j;
            long old = before.size(i++);
            long next = after.size(j++);
            while (old != next) {
                if (old < next && i < before.rank()) {
                    old *= before.size(i++);
                } else if (next < old && j < after.rank()) {
                    next *= after.size(j++);
                } else {
                    return Optional.empty();
                }
            }
            groups.add(new Group(from, i, newFrom, j));
        }
        boolean empty = before.elements() == 0 || groups.isEmpty();
        return empty ? Optional.empty() : Optional.of(new AxisGroups(ended(groups, before.rank(), after.rank())));
    }

    /** Axes of size 1 at the end belong to the last group. */
    private static List<Group> ended(List<Group> groups, int rank, int newRank) {
        Group last = groups.remove(groups.size() - 1);
        groups.add(new Group(last.from, rank, last.newFrom, newRank));
        return groups;
    }

    /**
     * The order in which a tensor must be carried for the Reshape: groups where the first of their axes larger than 1 lies
     * now, and the file's order inside.
     */
    AxisOrder needed(Shape before, AxisOrder order) {
        return sequence(before, order, g -> IntStream.range(g.from, g.to));
    }

    /** The order of the result if the tensor is carried as {@link #needed}. */
    AxisOrder result(Shape before, AxisOrder order) {
        return sequence(before, order, g -> IntStream.range(g.newFrom, g.newTo));
    }

    /** Whether a tensor can be reshaped in the order it has: what lies between its axes has size 1. */
    boolean fits(Shape before, AxisOrder order) {
        AxisOrder needed = needed(before, order);
        int[] now = large(before, order.inverse());
        int[] then = large(before, needed.inverse());
        return Arrays.equals(now, then);
    }

    /** The file's axes larger than 1, as they are carried. */
    private static int[] large(Shape before, AxisOrder carried) {
        return IntStream.of(carried.over(before.rank()))
                .filter(a -> before.size(a) > 1)
                .toArray();
    }

    private interface Axes {
        IntStream of(Group group);
    }

    private AxisOrder sequence(Shape before, AxisOrder order, Axes axes) {
        int[] carried = groups.stream()
                .sorted(Comparator.comparingInt(g -> place(g, before, order)))
                .flatMapToInt(axes::of)
                .toArray();
        return AxisOrder.of(carried).inverse();
    }

    private static int place(Group group, Shape before, AxisOrder order) {
        return IntStream.range(group.from, group.to)
                .filter(a -> before.size(a) > 1)
                .map(order::axis)
                .min()
                .orElseGet(() -> IntStream.range(group.from, group.to)
                        .map(order::axis)
                        .min()
                        .orElse(0));
    }
}
