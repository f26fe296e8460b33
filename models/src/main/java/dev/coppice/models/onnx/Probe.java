package dev.coppice.models.onnx;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Shapes and values of a graph that is still being read. They are inferred at several input sizes where the file leaves
 * sizes open: what is the same at all of them does not depend on them.
 */
final class Probe {
    private static final int[] BATCHES = {1, 2, 3};

    /** Heights and widths to try where neither file nor card gives any. */
    private static final int[][] SIZES = {{64, 96}, {97, 161}, {224, 320}, {512, 768}};

    private final List<TensorInfo> inputs;
    private final Optional<Shape> image;

    /** Takes the graph's inputs, and the height and width of its card, if it has one. */
    Probe(List<TensorInfo> inputs, Optional<Shape> image) {
        this.inputs = inputs;
        this.image = image;
    }

    /** The size of an axis of a tensor; empty if it is unknown or depends on a size that is open. */
    Optional<Integer> size(String tensor, int axis, Map<String, Node> producers, Map<String, Tensor> constants) {
        return same(tensor, producers, constants, shapes -> Optional.of(shapes.of(tensor))
                .filter(shape -> axis >= -shape.rank() && axis < shape.rank())
                .map(shape -> shape.size(axis)));
    }

    /** The number of axes of a tensor; empty if it is unknown. */
    Optional<Integer> rank(String tensor, Map<String, Node> producers, Map<String, Tensor> constants) {
        return same(
                tensor,
                producers,
                constants,
                shapes -> Optional.of(shapes.of(tensor).rank()));
    }

    /** The value of a tensor that follows from shapes; empty if it is unknown or depends on a size that is open. */
    Optional<Tensor> value(String tensor, Map<String, Node> producers, Map<String, Tensor> constants) {
        return same(tensor, producers, constants, shapes -> shapes.value(tensor));
    }

    private <T> Optional<T> same(
            String tensor,
            Map<String, Node> producers,
            Map<String, Tensor> constants,
            Function<Shapes, Optional<T>> question) {
        try {
            Graph graph = ancestors(tensor, producers, constants);
            Set<Optional<T>> answers = new HashSet<>();
            for (Map<String, Shape> sizes : sizes()) {
                answers.add(question.apply(Shapes.infer(graph, sizes)));
            }
            return answers.size() == 1 ? answers.iterator().next() : Optional.empty();
        } catch (InvalidInputException e) {
            // An operator without a shape rule, or a graph that does not fit: reading goes on and says it itself.
            return Optional.empty();
        }
    }

    private Graph ancestors(String tensor, Map<String, Node> producers, Map<String, Tensor> constants) {
        Set<Node> needed = new HashSet<>();
        Map<String, Tensor> read = new HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(tensor));
        while (!open.isEmpty()) {
            String next = open.remove();
            Node node = producers.get(next);
            if (node != null && needed.add(node)) {
                node.inputs().stream().filter(input -> !input.isEmpty()).forEach(open::add);
            }
            Optional.ofNullable(constants.get(next)).ifPresent(value -> read.put(next, value));
        }
        TensorInfo result = new TensorInfo(tensor, ElementType.FLOAT, List.of());
        return new Graph("probe", inputs, List.of(result), List.copyOf(needed), read);
    }

    private Collection<Map<String, Shape>> sizes() {
        Set<Map<String, Shape>> all = new HashSet<>();
        for (int batch : BATCHES) {
            for (int[] size : image.map(s -> new int[][] {s.sizes()}).orElse(SIZES)) {
                Map<String, Shape> shapes = new HashMap<>();
                inputs.forEach(input -> shapes.put(input.name(), at(input.dimensions(), batch, size)));
                all.add(shapes);
            }
        }
        return new ArrayList<>(all);
    }

    private static Shape at(List<Dimension> axes, int batch, int... size) {
        long open = axes.stream().skip(1).filter(axis -> !axis.isFixed()).count();
        int next = open == 1 && axes.size() > 1 && !axes.get(axes.size() - 1).isFixed() ? 1 : 0;
        int[] sizes = new int[axes.size()];
        for (int axis = 0; axis < sizes.length; axis++) {
            boolean isFixed = axes.get(axis).isFixed();
            boolean isSide = axis > 0 && !isFixed;
            sizes[axis] = isFixed ? axes.get(axis).size() : isSide ? size[next % size.length] : batch;
            next += isSide ? 1 : 0;
        }
        return Shape.of(sizes);
    }
}
