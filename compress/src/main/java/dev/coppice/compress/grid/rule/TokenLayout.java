package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rules for operators that put values beside positions, such as a class token in front of the tokens of a picture, and that
 * take them apart again.
 */
final class TokenLayout {
    private static final String FIXED = "it takes a fixed number of positions along axis ";

    private TokenLayout() {}

    /** Rule for Concat. */
    static Laid joined(LayoutNode node) {
        int axis = node.axis(1, node.outputShape().rank());
        List<List<Factor>> axes = new ArrayList<>(node.layouts().stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow()
                .axes());
        for (Optional<Layout> layout : node.layouts()) {
            for (int i = 0; i < axes.size() && layout.isPresent(); i++) {
                if (i != axis && !layout.get().scaling(i).equals(Layout.scaling(axes.get(i)))) {
                    return Laid.fixed("it joins positions of different maps");
                }
            }
        }
        Optional<List<Factor>> along = along(node, axis);
        if (along.isEmpty()) {
            return Laid.fixed("it joins positions of several maps on axis " + axis);
        }
        axes.set(axis, List.of());
        List<Integer> constants = IntStream.range(0, node.layouts().size())
                .filter(i -> node.layouts().get(i).isEmpty() && SpreadConstant.isSpread(node.shape(i), axes))
                .boxed()
                .toList();
        axes.set(axis, along.get());
        return Laid.of(new Layout(axes)).reading(node, constants);
    }

    /**
     * The axis along which tensors are joined: one of them may hold the positions of a map there, or all but some of them. Empty
     * if more do.
     */
    private static Optional<List<Factor>> along(LayoutNode node, int axis) {
        List<List<Factor>> parts = node.layouts().stream()
                .map(layout -> layout.map(l -> l.axes().get(axis)).orElse(List.of()))
                .toList();
        List<Integer> placed = IntStream.range(0, parts.size())
                .filter(i -> !Layout.scaling(parts.get(i)).isEmpty())
                .boxed()
                .toList();
        if (placed.isEmpty()) {
            return parts.stream().flatMap(List::stream).anyMatch(Factor::isSome)
                    ? Optional.empty()
                    : Optional.of(Layout.part(Factor.plain(node.outputShape().size(axis))));
        }
        int at = placed.get(0);
        return placed.size() == 1 && areOfOneMap(parts.get(at))
                ? Optional.of(beside(size(node, axis, 0, at), parts.get(at), size(node, axis, at + 1, parts.size())))
                : Optional.empty();
    }

    /** The size along an axis of some of the tensors that are joined there. */
    private static int size(LayoutNode node, int axis, int from, int to) {
        return IntStream.range(from, to).map(i -> node.shape(i).size(axis)).sum();
    }

    static boolean areOfOneMap(List<Factor> parts) {
        return parts.stream().allMatch(part -> part.field().equals(parts.get(0).field()));
    }

    /**
     * An axis of positions, which may have values beside them already, with more values beside them. As many as are missing
     * take their places, wherever they stand: a shift by a number of positions, or a border that is written anew.
     */
    static List<Factor> beside(int before, List<Factor> parts, int after) {
        Optional<Factor.Beside> inner = inner(parts);
        int front = before + inner.map(Factor.Beside::before).orElse(0);
        int behind = after + inner.map(Factor.Beside::after).orElse(0);
        List<Factor> positions = inner.map(Factor.Beside::positions).orElse(parts);
        return front + behind == 0 ? positions : List.of(Factor.beside(front, positions, behind));
    }

    static Optional<Factor.Beside> inner(List<Factor> parts) {
        return parts.size() == 1 ? parts.get(0).beside() : Optional.empty();
    }

    /** Rule for Slice. */
    static Laid sliced(LayoutNode node) {
        if (node.first().isEmpty()) {
            return Laid.fixed("it takes values by positions");
        }
        List<List<Factor>> axes = new ArrayList<>(node.first().get().axes());
        Shape from = node.shape(0);
        for (int i = 0; i < axes.size(); i++) {
            int size = node.outputShape().size(i);
            if (size == from.size(i)) {
                continue;
            }
            if (Layout.scaling(axes.get(i)).isEmpty()) {
                axes.set(i, Layout.part(Factor.plain(size)));
            } else {
                Optional<List<Factor>> taken = taken(node, i, axes.get(i));
                if (taken.isEmpty()) {
                    return Laid.fixed(FIXED + i);
                }
                axes.set(i, taken.get());
            }
        }
        return Laid.of(new Layout(axes));
    }

    /** What a Slice takes of an axis of positions; empty if it depends on their number. */
    private static Optional<List<Factor>> taken(LayoutNode node, int axis, List<Factor> parts) {
        Optional<Range> range = range(node, axis);
        return taken(parts, range)
                .or(() -> unfilled(parts, range))
                .or(() -> SomePositions.sliced(node, axis, parts, range))
                .or(() -> strided(parts, range));
    }

    /**
     * Values that are taken along an axis.
     *
     * @param begin the first
     * @param end the one behind the last
     * @param isBeginFromEnd whether the first is counted from the end
     * @param isEndFromEnd whether the last one is, or is that of the axis
     * @param step how far each lies behind the one before
     */
    record Range(int begin, int end, boolean isBeginFromEnd, boolean isEndFromEnd, int step) {
        boolean isBefore(int position) {
            return end <= position && !isBeginFromEnd && !isEndFromEnd;
        }

        boolean isFrom(int position) {
            return begin >= position && isBeginFromEnd && isEndFromEnd;
        }

        /** Whether it holds all from one position to another, wherever the axis ends. */
        boolean holds(int first, int behind) {
            return begin <= first && end >= behind && !isBeginFromEnd && isEndFromEnd;
        }
    }

    /** What a Slice takes along an axis; empty if it is not known, or leaves values out in between. */
    private static Optional<Range> range(LayoutNode node, int axis) {
        int rank = node.shape(0).rank();
        Optional<long[]> begins = values(node, 1);
        Optional<long[]> ends = values(node, 2);
        long[] axes = values(node, 3)
                .orElseGet(() -> IntStream.range(0, rank).asLongStream().toArray());
        long[] steps = values(node, 4).orElse(new long[0]);
        for (int i = 0; i < axes.length; i++) {
            boolean isHere = (axes[i] < 0 ? axes[i] + rank : axes[i]) == axis;
            long step = i < steps.length ? steps[i] : 1;
            if (isHere && begins.isPresent() && ends.isPresent() && step >= 1 && step <= Integer.MAX_VALUE) {
                int size = node.shape(0).size(axis);
                long begin = begins.get()[i];
                long end = ends.get()[i];
                boolean toEnd = end < 0 || end >= size;
                return Optional.of(new Range(counted(begin, size), counted(end, size), begin < 0, toEnd, (int) step));
            }
        }
        return Optional.empty();
    }

    /** The rows or columns without those that fill up the last window. */
    private static Optional<List<Factor>> unfilled(List<Factor> parts, Optional<Range> taken) {
        return taken.filter(range -> parts.size() == 1 && range.begin() == 0 && range.step() == 1)
                .flatMap(range -> parts.get(0).unfilled().filter(own -> own.size() == range.end()))
                .map(List::of);
    }

    /** Every so many positions from one of the first on, as where patches are merged: the outer part of the positions. */
    private static Optional<List<Factor>> strided(List<Factor> parts, Optional<Range> taken) {
        return taken.filter(range -> range.step() > 1 && range.begin() < range.step())
                .filter(range -> !range.isBeginFromEnd() && range.isEndFromEnd())
                .filter(range -> parts.size() == 1 && inner(parts).isEmpty())
                .filter(range -> parts.get(0).size() % range.step() == 0)
                .map(range ->
                        parts.get(0).split(parts.get(0).size() / range.step()).subList(0, 1));
    }

    private static int counted(long index, int size) {
        return (int) Math.max(0, Math.min(size, index < 0 ? index + size : index));
    }

    private static Optional<long[]> values(LayoutNode node, int input) {
        return node.node().hasInput(input)
                ? node.shapes().value(node.node().input(input)).map(Tensor::toLongs)
                : Optional.empty();
    }

    /** The parts of what is taken of an axis: all positions or none. Empty for some of them. */
    private static Optional<List<Factor>> taken(List<Factor> parts, Optional<Range> taken) {
        Optional<Factor.Beside> inner = inner(parts);
        if (inner.isEmpty() || taken.filter(found -> found.step() == 1).isEmpty()) {
            return Optional.empty();
        }
        Range range = taken.get();
        int before = inner.get().before();
        int behind = parts.get(0).size() - inner.get().after();
        if (range.isBefore(before) || range.isFrom(behind)) {
            return Optional.of(Layout.part(Factor.plain(range.end() - range.begin())));
        }
        return range.holds(before, behind)
                ? Optional.of(beside(before - range.begin(), inner.get().positions(), range.end() - behind))
                : Optional.empty();
    }

    /** Rule for Split. */
    static Laid split(LayoutNode node) {
        if (node.first().isEmpty()) {
            return Laid.fixed("it takes values by positions");
        }
        int axis = node.axis(0, node.shape(0).rank());
        List<Factor> parts = node.first().get().axes().get(axis);
        boolean known = node.graph().constant(node.node().input(1)).isPresent();
        List<Layout> outputs = new ArrayList<>();
        int begin = 0;
        for (String output : node.node().outputs()) {
            int size = output.isEmpty() ? 0 : node.shapes().of(output).size(axis);
            Optional<List<Factor>> part = Optional.of(Layout.part(Factor.plain(Math.max(1, size))));
            if (!Layout.scaling(parts).isEmpty()) {
                part = known && size > 0 ? ofSplit(parts, begin, begin + size) : Optional.empty();
            }
            if (part.isEmpty()) {
                return Laid.fixed(FIXED + axis);
            }
            List<List<Factor>> axes = new ArrayList<>(node.first().get().axes());
            axes.set(axis, part.get());
            outputs.add(new Layout(axes));
            begin += size;
        }
        return Laid.of(outputs);
    }

    /** A part of a Split, whose sizes change with the positions. */
    private static Optional<List<Factor>> ofSplit(List<Factor> parts, int begin, int end) {
        return taken(parts, Optional.of(new Range(begin, end, false, false, 1)))
                .or(() -> taken(parts, Optional.of(new Range(begin, end, true, true, 1))))
                .or(() -> taken(parts, Optional.of(new Range(begin, end, false, true, 1))));
    }

    /** Rule for Gather. */
    static Laid gathered(LayoutNode node) {
        int axis = node.axis(0, node.shape(0).rank());
        Optional<Layout> layout = node.first();
        if (layout.isEmpty() || node.layouts().get(1).isPresent()) {
            return Laid.fixed("it looks values up by positions");
        }
        if (!layout.get().scaling(axis).isEmpty()
                && !areBeside(layout.get().axes().get(axis), values(node, 1))) {
            return Laid.fixed("it takes positions by their number along axis " + axis);
        }
        List<List<Factor>> axes = new ArrayList<>(layout.get().axes());
        axes.remove(axis);
        axes.addAll(axis, LayoutNode.plain(node.shape(1)));
        return Laid.of(new Layout(axes));
    }

    /** Whether all indices are of values beside the positions. */
    private static boolean areBeside(List<Factor> parts, Optional<long[]> indices) {
        Optional<Factor.Beside> inner = inner(parts);
        if (inner.isEmpty() || indices.isEmpty()) {
            return false;
        }
        for (long index : indices.get()) {
            if (index >= inner.get().before() || index < -inner.get().after()) {
                return false;
            }
        }
        return true;
    }
}
