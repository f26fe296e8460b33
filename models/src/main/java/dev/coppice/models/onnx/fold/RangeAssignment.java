package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * ScatterND whose indices are a grid of ascending ranges, one for each axis: {@code x[:, a:b, …] = y}.
 *
 * @param node the ScatterND
 * @param sizes sizes of the data
 * @param ranges for each axis that is not written as a whole its number, the first position and the one behind the last
 */
record RangeAssignment(Node node, Shape sizes, List<int[]> ranges) {
    RangeAssignment {
        ranges = List.copyOf(ranges);
    }

    /** The assignment that a ScatterND makes; empty if its indices are no such grid. */
    static Optional<RangeAssignment> of(Graph graph, BatchPair shapes, Node node) {
        Shape data = shapes.a().of(node.input(0));
        int rank = data.rank();
        if (!isGrid(shapes.a(), node, rank)) {
            return Optional.empty();
        }
        List<int[]> ranges = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            Optional<long[]> a = positions(graph, shapes.a(), node, axis);
            Optional<long[]> b = positions(graph, shapes.b(), node, axis);
            if (a.isEmpty() || b.isEmpty()) {
                return Optional.empty();
            }
            int other = shapes.b().of(node.input(0)).size(axis);
            if (a.get().length == data.size(axis) && b.get().length == other) {
                continue; // the whole axis
            }
            if (data.size(axis) != other || !Arrays.equals(a.get(), b.get())) {
                return Optional.empty();
            }
            int first = Math.toIntExact(a.get()[0]);
            ranges.add(new int[] {axis, first, first + a.get().length});
        }
        return ranges.isEmpty() ? Optional.empty() : Optional.of(new RangeAssignment(node, data, ranges));
    }

    private static boolean isGrid(Shapes shapes, Node node, int rank) {
        return shapes.of(node.input(1)).rank() == rank + 1
                && shapes.of(node.input(2)).rank() == rank;
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
        int[] range = ranges.get(level);
        int axis = range[0];
        String middle = node.input(2);
        if (level + 1 < ranges.size()) {
            middle = node.name() + "/assigned" + level;
            assign(draft, slice(draft, data, "within" + level, axis, range[1], range[2]), level + 1, middle);
        }
        List<String> parts = new ArrayList<>();
        if (range[1] > 0) {
            parts.add(slice(draft, data, "before" + level, axis, 0, range[1]));
        }
        parts.add(middle);
        if (range[2] < sizes.size(axis)) {
            parts.add(slice(draft, data, "behind" + level, axis, range[2], sizes.size(axis)));
        }
        String name = level == 0 ? node.name() : output;
        draft.nodes.add(new Node(name, "", "Concat", parts, List.of(output), Attributes.NONE.with("axis", axis)));
    }

    private String slice(Draft draft, String data, String part, int... axisStartEnd) {
        String name = node.name() + "/" + part;
        List<String> inputs = new ArrayList<>(List.of(data));
        List<String> parameters = List.of("axis", "start", "end");
        for (int i : new int[] {1, 2, 0}) {
            String parameter = name + "/" + parameters.get(i);
            draft.edits.add(new GraphEdit.PutConstant(parameter, Tensor.vector(axisStartEnd[i])));
            inputs.add(parameter);
        }
        draft.nodes.add(new Node(name, "", "Slice", inputs, List.of(name), Attributes.NONE));
        return name;
    }
}
