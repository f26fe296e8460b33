package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.FieldMoves;
import dev.coppice.compress.grid.rule.GridNode;
import dev.coppice.compress.grid.rule.Laid;
import dev.coppice.compress.grid.rule.Layout;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Numbers of positions that a node names in a constant: target of a Reshape, parts of a Split, amounts of a Pad, places of a Slice.
 * Where they are computed from sizes they follow by themselves.
 *
 * @param node the node
 * @param scene what it shares with all nodes of the plan
 * @param laid what it does to positions
 * @param now where the maps lie whose positions it reads
 */
record MovedSizes(Node node, GridNode.Scene scene, Laid laid, FieldMoves now) {
    private static final int BEGINS = 1;
    private static final int ENDS = 2;

    /** The steps that change them; empty if the node cannot name the new ones. */
    static Optional<List<PlanStep>> of(Node node, GridNode.Scene scene, Laid laid, FieldMoves now) {
        return laid.outputs().isEmpty() ? Optional.of(List.of()) : new MovedSizes(node, scene, laid, now).steps();
    }

    private Optional<List<PlanStep>> steps() {
        List<PlanStep.SizeChange> changes = new ArrayList<>();
        for (int input : inputs()) {
            Optional<Tensor> constant =
                    node.hasInput(input) ? scene.graph().constant(node.input(input)) : Optional.empty();
            if (constant.isPresent()) {
                List<Long> before = list(constant.get().toLongs());
                List<Long> after = after(before, input);
                if (after.size() != before.size()) {
                    return Optional.empty();
                }
                if (!after.equals(before)) {
                    changes.add(new PlanStep.SizeChange(node.name(), input, after));
                }
            }
        }
        return Optional.of(changes.isEmpty() ? List.of() : List.of(new PlanStep.SetSizes(changes)));
    }

    /** The inputs that name numbers of positions or places. */
    private List<Integer> inputs() {
        if (node.is("Slice")) {
            return List.of(BEGINS, ENDS);
        }
        return node.is("Expand", "Pad", "Reshape", "Split") ? List.of(1) : List.of();
    }

    private List<Long> after(List<Long> before, int input) {
        return switch (node.op()) {
            case "Pad" -> amounts(before);
            case "Slice" -> places(before, input);
            case "Split" -> parts();
            default -> target(before);
        };
    }

    /** The amounts in front, and behind each axis what is missing then. */
    private List<Long> amounts(List<Long> before) {
        List<Integer> read = sizes(read(), now);
        List<Integer> given = sizes(first(), now);
        int axes = read.size();
        return before.size() == 2 * axes
                ? IntStream.range(0, 2 * axes)
                        .mapToObj(i -> i < axes
                                ? before.get(i)
                                : Long.valueOf(given.get(i - axes) - read.get(i - axes) - before.get(i - axes)))
                        .toList()
                : before;
    }

    /** Places along the axes: begins that are counted from the end, and ends from as many positions as are taken then. */
    private List<Long> places(List<Long> before, int input) {
        long[] axes = values(ENDS + 1)
                .orElseGet(() -> LongStream.range(0, before.size()).toArray());
        List<Long> after = new ArrayList<>(before);
        for (int i = 0; i < Math.min(axes.length, after.size()); i++) {
            int axis = (int) (axes[i] < 0 ? axes[i] + sizes(read(), now).size() : axes[i]);
            after.set(i, input == BEGINS ? begin(axis, before.get(i)) : end(axis, i, before.get(i)));
        }
        return after;
    }

    /** The first of the last rows or columns has its place from the end, whichever number names it. */
    private long begin(int axis, long begin) {
        int own = sizes(read(), FieldMoves.NONE).get(axis);
        boolean fromEnd = begin > 0 && 2 * begin > own && first().holdsSome(axis) && !isResized(axis);
        return fromEnd ? begin + sizes(read(), now).get(axis) - own : begin;
    }

    private long end(int axis, int position, long end) {
        int own = sizes(read(), FieldMoves.NONE).get(axis);
        int read = sizes(read(), now).get(axis);
        Optional<long[]> begins = values(BEGINS);
        if (end < 0 || end >= own || own == read || begins.isEmpty()) {
            return end;
        }
        long begin = begin(axis, begins.get()[position]);
        return (begin < 0 ? begin + read : begin) + sizes(first(), now).get(axis);
    }

    /** Whether more or fewer values are taken along an axis. */
    private boolean isResized(int axis) {
        return !sizes(first(), now)
                .get(axis)
                .equals(sizes(first(), FieldMoves.NONE).get(axis));
    }

    private Optional<long[]> values(int input) {
        return node.hasInput(input) ? scene.shapes().value(node.input(input)).map(Tensor::toLongs) : Optional.empty();
    }

    /** The sizes of the parts of a Split. */
    private List<Long> parts() {
        int axis = node.attributes().integer("axis", 0);
        return laid.outputs().stream()
                .map(layout -> sizes(layout, now))
                .map(sizes -> (long) sizes.get(axis < 0 ? axis + sizes.size() : axis))
                .toList();
    }

    /** The target with the new numbers in place of the old ones that it names; empty if it has more axes than the output. */
    private List<Long> target(List<Long> before) {
        List<Integer> own = sizes(first(), FieldMoves.NONE);
        List<Integer> given = sizes(first(), now);
        int skipped = given.size() - before.size();
        List<Long> after = new ArrayList<>();
        for (int i = 0; i < before.size() && skipped >= 0; i++) {
            int size = given.get(skipped + i);
            boolean changes = before.get(i) > 1 && size != own.get(skipped + i);
            after.add(changes ? size : before.get(i));
        }
        return after;
    }

    private Layout first() {
        return laid.outputs().get(0);
    }

    private Layout read() {
        return scene.own().layout(node.input(0)).orElseThrow();
    }

    private static List<Integer> sizes(Layout layout, FieldMoves at) {
        return layout.sizesAt(at).orElseThrow();
    }

    private static List<Long> list(long... values) {
        return LongStream.of(values).boxed().toList();
    }
}
