package dev.coppice.models.shape.batch;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.Shapes;
import dev.coppice.models.shape.rule.ShapeOfShape;
import dev.coppice.models.shape.value.ValueRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Sizes that a graph computes from the number of images, as one does that leaves its batch open. They are known at the batch
 * that is opened and at twice as many images, and stay as they are written. Used once for a graph.
 */
final class ComputedSizes {
    private final Shapes shapes;
    private final Map<String, Integer> axes;
    private final Map<String, Tensor> constants;
    private final Map<String, Tensor> twice = new HashMap<>();

    /**
     * Knows of no sizes yet.
     *
     * @param shapes all shapes at the batch that is opened
     * @param axes the batch axis of every tensor that has one, which grows as the graph is followed
     * @param constants the constants of the graph
     */
    ComputedSizes(Shapes shapes, Map<String, Integer> axes, Map<String, Tensor> constants) {
        this.shapes = shapes;
        this.axes = axes;
        this.constants = constants;
    }

    /** Whether a node computes sizes from the number of images, and no map; they are known from now on. */
    boolean add(Node node) {
        if (node.outputs().size() != 1 || shapes.value(node.output()).isEmpty()) {
            return false;
        }
        value(node).ifPresent(value -> twice.put(node.output(), value));
        return twice.containsKey(node.output());
    }

    private Optional<Tensor> value(Node node) {
        if (node.is("Shape")) {
            return Optional.ofNullable(axes.get(node.input(0))).map(axis -> {
                Shape one = shapes.of(node.input(0));
                return ShapeOfShape.value(node, one.with(axis, 2 * one.size(axis)));
            });
        }
        Map<String, Tensor> known = new HashMap<>(constants);
        known.putAll(twice);
        return reads(node) ? ValueRules.evaluate(node, known) : Optional.empty();
    }

    /** Whether a node reads such sizes. */
    boolean reads(Node node) {
        return node.inputs().stream().anyMatch(twice::containsKey);
    }

    /** The axis in which a node repeats what is the same for all images as often as there are images; empty if it does not. */
    OptionalInt repeats(Node node) {
        boolean isExpand = node.is("Expand") && !axes.containsKey(node.input(0));
        if (!isExpand && !node.is("ConstantOfShape")) {
            return OptionalInt.empty();
        }
        String sizes = node.input(isExpand ? 1 : 0);
        Tensor more = twice.get(sizes);
        if (more == null) {
            return OptionalInt.empty();
        }
        long[] once = shapes.value(sizes).orElseThrow().toLongs();
        int[] growing = IntStream.range(0, once.length)
                .filter(i -> more.toLongs()[i] != once[i])
                .toArray();
        int before = shapes.of(node.output()).rank() - once.length;
        return growing.length == 1 ? OptionalInt.of(growing[0] + before) : OptionalInt.empty();
    }
}
