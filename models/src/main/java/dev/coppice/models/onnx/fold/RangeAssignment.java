package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ScatterND whose indices are a grid of ascending ranges, one for each of the first axes: {@code x[:, a:b] = y}.
 *
 * @param node the ScatterND
 * @param updates what it writes, before it is given the shape that it has already
 * @param ranges of each axis that is not written as a whole
 */
record RangeAssignment(Node node, String updates, List<Range> ranges) {
    private static final int END = Integer.MAX_VALUE;

    /**
     * Positions along an axis.
     *
     * @param axis the axis
     * @param begin the first; from the end if negative
     * @param end the one behind the last; from the end if negative
     * @param size the size of the axis, {@link #END} if it is open
     */
    private record Range(int axis, int begin, int end, int size) {}

    RangeAssignment {
        ranges = List.copyOf(ranges);
    }

    /** The assignment that a ScatterND makes; empty if its indices are no such grid. */
    static Optional<RangeAssignment> of(Graph graph, BatchPair shapes, Node node) {
        Shape data = shapes.a().of(node.input(0));
        int named = shapes.a().of(node.input(1)).rank() - 1;
        if (!isGrid(shapes.a(), node, named)) {
            return Optional.empty();
        }
        List<Range> ranges = new ArrayList<>();
        for (int axis = 0; axis < named; axis++) {
            Optional<long[]> a = positions(graph, shapes.a(), node, axis);
            Optional<long[]> b = positions(graph, shapes.b(), node, axis);
            if (a.isEmpty() || b.isEmpty()) {
                return Optional.empty();
            }
            int other = shapes.b().of(node.input(0)).size(axis);
            if (a.get().length == data.size(axis) && b.get().length == other) {
                continue; // the whole axis
            }
            Optional<Range> range = range(axis, a.get(), data.size(axis), b.get(), other);
            if (range.isEmpty()) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return ranges.isEmpty()
                ? Optional.empty()
                : Optional.of(new RangeAssignment(node, unshaped(graph, shapes, node.input(2)), ranges));
    }

    /** The positions on an axis at two of its sizes as one range; empty if they are none. */
    private static Optional<Range> range(int axis, long[] a, int sizeOfA, long[] b, int sizeOfB) {
        int size = sizeOfA == sizeOfB ? sizeOfA : END;
        return place(a[0], sizeOfA, b[0], sizeOfB).flatMap(begin -> place(behind(a), sizeOfA, behind(b), sizeOfB)
                .map(end -> new Range(axis, begin, end, size)));
    }

    private static long behind(long... positions) {
        return positions[positions.length - 1] + 1;
    }

    /** A position that is the same at two sizes of its axis, counted from the front or the end; empty for any other. */
    private static Optional<Integer> place(long a, int sizeOfA, long b, int sizeOfB) {
        if (a == b) {
            return Optional.of((int) a);
        }
        long fromEnd = a - sizeOfA;
        return fromEnd == b - sizeOfB ? Optional.of(fromEnd == 0 ? END : (int) fromEnd) : Optional.empty();
    }

    /** A tensor before it is given the shape that it has already, as exporters do with what they assign. */
    private static String unshaped(Graph graph, BatchPair shapes, String tensor) {
        String current = tensor;
        Optional<Node> producer = graph.producer(current);
        while (producer.filter(n -> n.is("Expand", "Reshape"))
                .filter(n -> shapes.isSame(n.input(0), n.output()))
                .isPresent()) {
            current = producer.get().input(0);
            producer = graph.producer(current);
        }
        return current;
    }

    /** Whether indices have an axis for each axis that they name, and updates all axes of the data. */
    private static boolean isGrid(Shapes shapes, Node node, int named) {
        return shapes.of(node.input(1)).size(-1) == named
                && shapes.of(node.input(2)).rank() == shapes.of(node.input(0)).rank();
    }

    /** The rising positions that a ScatterND writes to along one axis; empty if they depend on another axis of the grid. */
    private static Optional<long[]> positions(Graph graph, Shapes shapes, Node scatter, int axis) {
        Shape grid = shapes.of(scatter.input(1));
        int rank = grid.rank() - 1;
        Optional<long[]> found = Optional.empty();
        Optional<Tensor> constant = graph.constant(scatter.input(1));
        Optional<Node> concat = graph.producer(scatter.input(1))
                .filter(n -> n.is("Concat") && n.inputs().size() == rank)
                .filter(n -> n.attributes().integer("axis", 0) == rank
                        || n.attributes().integer("axis", 0) == -1);
        if (constant.isPresent()) {
            found = separated(constant.get(), axis);
        } else if (concat.isPresent()) {
            found = along(graph, shapes, concat.get().input(axis), axis);
        }
        return found.filter(values -> values.length == grid.size(axis)).filter(RangeAssignment::ascends);
    }

    /** The last axis' element of a number, if it is the same along all axes of a grid but that of this number. */
    private static Optional<long[]> separated(Tensor grid, int axis) {
        Shape shape = grid.shape();
        int rank = shape.rank() - 1;
        long[] all = grid.toLongs();
        long[] values = new long[shape.size(axis)];
        int stride = shape.product(axis + 1, rank);
        for (int i = 0; i < all.length / Math.max(1, rank); i++) {
            int at = i / stride % values.length;
            if (i / stride < values.length && i % stride == 0) {
                values[at] = all[i * rank + axis];
            } else if (values[at] != all[i * rank + axis]) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** The coordinates in a tensor of the grid's shape, before they are repeated, if they vary along this axis at most. */
    private static Optional<long[]> along(Graph graph, Shapes shapes, String tensor, int axis) {
        String current = tensor;
        int own = axis; // negative if what is repeated does not have the axis
        Optional<Node> producer = graph.producer(current);
        while (producer.filter(n -> n.is("Expand", "Unsqueeze")).isPresent()) {
            Node node = producer.get();
            int rank = shapes.of(current).rank();
            own = node.is("Expand")
                    ? own - rank + shapes.of(node.input(0)).rank()
                    : before(own, rank, shapes.value(node.input(1)));
            current = node.input(0);
            producer = graph.producer(current);
        }
        Shape shape = shapes.of(current);
        int length = own >= 0 && own < shape.rank() ? shape.size(own) : 1;
        return shape.elements() == length ? shapes.value(current).map(Tensor::toLongs) : Optional.empty();
    }

    /** The number of an axis before an Unsqueeze; negative if it is one of the new ones. */
    private static int before(int axis, int rank, Optional<Tensor> unsqueezed) {
        int before = axis;
        for (long each : unsqueezed.map(Tensor::toLongs).orElseGet(() -> new long[] {axis})) {
            long made = each < 0 ? each + rank : each;
            if (made == axis) {
                return -rank;
            }
            before -= made < axis ? 1 : 0;
        }
        return before;
    }

    private static boolean ascends(long... values) {
        boolean ascends = values.length > 0 && values[0] >= 0;
        for (int i = 1; i < values.length; i++) {
            ascends &= values[i] == values[i - 1] + 1;
        }
        return ascends;
    }

    /** The edits that write it as movement of data. */
    List<GraphEdit> edits() {
        Draft draft = new Draft(new ArrayList<>(), new ArrayList<>());
        assign(draft, node.input(0), 0, node.output());
        draft.edits.add(new GraphEdit.ReplaceNode(node.name(), draft.nodes));
        return draft.edits;
    }

    /** The nodes and constants written so far. */
    private record Draft(List<GraphEdit> edits, List<Node> nodes) {}

    private void assign(Draft draft, String data, int level, String output) {
        Range range = ranges.get(level);
        int axis = range.axis;
        String middle = updates;
        if (level + 1 < ranges.size()) {
            middle = node.name() + "/assigned" + level;
            assign(draft, slice(draft, data, "within" + level, range), level + 1, middle);
        }
        List<String> parts = new ArrayList<>();
        if (range.begin != 0) {
            parts.add(slice(draft, data, "before" + level, new Range(axis, 0, range.begin, range.size)));
        }
        parts.add(middle);
        if (range.end != range.size) {
            parts.add(slice(draft, data, "behind" + level, new Range(axis, range.end, range.size, range.size)));
        }
        String name = level == 0 ? node.name() : output;
        draft.nodes.add(new Node(name, "", "Concat", parts, List.of(output), Attributes.NONE.with("axis", axis)));
    }

    private String slice(Draft draft, String data, String part, Range range) {
        String name = node.name() + "/" + part;
        draft.edits.add(new GraphEdit.PutConstant(name + "/start", Tensor.vector(range.begin)));
        draft.edits.add(new GraphEdit.PutConstant(name + "/end", Tensor.vector(range.end)));
        draft.edits.add(new GraphEdit.PutConstant(name + "/axis", Tensor.vector(range.axis)));
        List<String> inputs = List.of(data, name + "/start", name + "/end", name + "/axis");
        draft.nodes.add(new Node(name, "", "Slice", inputs, List.of(name), Attributes.NONE));
        return name;
    }
}
