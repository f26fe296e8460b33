package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Replacement of normalisations that are written as arithmetic by the operator for them: over the last axes
 * LayerNormalization, over channels LayerNormalization between two Transposes, and what GroupNormalization since opset 21
 * means again that. A factor and a summand of one value per channel go into it. Over height and width arithmetic stays:
 * channels pass it, and operators round large sums otherwise.
 */
final class Normalisations {
    private static final int MAP_RANK = 4;

    private final Graph graph;
    private final BatchPair shapes;
    private final Set<String> names;
    private final List<GraphEdit> edits = new ArrayList<>();

    private Normalisations(Graph graph, BatchPair shapes) {
        this.graph = graph;
        this.shapes = shapes;
        this.names = new HashSet<>(graph.names());
    }

    static Graph simplify(Graph graph) {
        List<Normalisation> found = graph.nodes().stream()
                .flatMap(node -> Normalisation.endingAt(node, graph).stream())
                .toList();
        Optional<BatchPair> shapes = found.isEmpty() ? Optional.empty() : BatchPair.atAnySize(graph);
        return shapes.map(s -> new Normalisations(graph, s).simplify(found)).orElse(graph);
    }

    private Graph simplify(List<Normalisation> found) {
        found.forEach(this::replace);
        return GraphRewriter.apply(graph, edits);
    }

    private void replace(Normalisation norm) {
        Shape shape = shapes.a().of(norm.x());
        int rank = shape.rank();
        int[] axes = norm.axes().stream()
                .mapToInt(axis -> axis < 0 ? axis + rank : axis)
                .sorted()
                .distinct()
                .toArray();
        if (Arrays.equals(axes, new int[] {rank - 1})) {
            layer(norm, rank - 1);
        } else if (Arrays.equals(axes, new int[] {1}) && rank > 2) {
            channels(norm, rank);
        } else if (!norm.isTwoPass() && rank == MAP_RANK && Arrays.equals(axes, new int[] {1, 2, 3})) {
            group(norm);
        }
    }

    private void layer(Normalisation norm, int axis) {
        Optional<Affine> perGroup = axis == 2 && !norm.isTwoPass() ? affine(norm, 1) : Optional.empty();
        Optional<GroupedMaps> maps = perGroup.flatMap(a -> GroupedMaps.around(norm, a.last(), graph, shapes));
        if (maps.isPresent()) {
            put(
                    maps.get().last(),
                    maps.get().node(perGroup.get().scale(), perGroup.get().bias()));
            return;
        }
        Optional<Affine> affine = affine(norm, axis);
        affine.ifPresent(a -> put(
                a.last(),
                new Node(
                        a.last().name(),
                        "",
                        "LayerNormalization",
                        a.inputs(norm.x()),
                        a.last().outputs(),
                        epsilon(norm).with("axis", -1))));
    }

    /** ONNX has no operator for a normalisation over channels alone; LayerNormalization takes the last axis. */
    private void channels(Normalisation norm, int rank) {
        affine(norm, 1).ifPresent(a -> {
            int[] last = IntStream.range(0, rank)
                    .map(i -> i == 0 ? 0 : i == rank - 1 ? 1 : i + 1)
                    .toArray();
            int[] back = IntStream.range(0, rank)
                    .map(i -> i == 0 ? 0 : i == 1 ? rank - 1 : i - 1)
                    .toArray();
            String in = fresh(a.last().name() + "_last");
            String out = fresh(a.last().name() + "_normal");
            put(
                    a.last(),
                    Node.of("Transpose", in, Attributes.NONE.with("perm", last), norm.x()),
                    new Node(
                            out,
                            "",
                            "LayerNormalization",
                            a.inputs(in),
                            List.of(out),
                            epsilon(norm).with("axis", -1)),
                    new Node(
                            a.last().name(),
                            "",
                            "Transpose",
                            List.of(out),
                            a.last().outputs(),
                            Attributes.NONE.with("perm", back)));
        });
    }

    private void group(Normalisation norm) {
        put(
                norm.last(),
                new Node(
                        norm.last().name(),
                        "",
                        "GroupNormalization",
                        List.of(norm.x(), one(norm, 1, 1), one(norm, 1, 0)),
                        norm.last().outputs(),
                        epsilon(norm).with("num_groups", 1).with("stash_type", 1)));
    }

    private static Attributes epsilon(Normalisation norm) {
        return Attributes.NONE.with("epsilon", norm.epsilon());
    }

    private void put(Node last, Node... by) {
        edits.add(new GraphEdit.ReplaceNode(last.name(), List.of(by)));
    }

    /** A new constant vector of one value. */
    private String one(Normalisation norm, int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return constant(norm.last().name() + (value == 0 ? "_zeros" : "_ones"), values);
    }

    private String constant(String hint, float... values) {
        String name = fresh(hint);
        edits.add(new GraphEdit.PutConstant(name, Tensor.floats(Shape.of(values.length), values)));
        return name;
    }

    private String fresh(String hint) {
        String name = hint;
        while (!names.add(name)) {
            name += "_";
        }
        return name;
    }

    /**
     * The factor and summand that follow a normalisation.
     *
     * @param last the last node that is replaced
     */
    private record Affine(Node last, String scale, String bias) {
        List<String> inputs(String x) {
            return List.of(x, scale, bias);
        }
    }

    /** What follows on one axis: neither, either or both; empty if the size of the axis is open. */
    private Optional<Affine> affine(Normalisation norm, int axis) {
        int size = shapes.a().of(norm.x()).size(axis);
        if (size != shapes.b().of(norm.x()).size(axis)) {
            return Optional.empty();
        }
        int behind = shapes.a().of(norm.x()).rank() - axis;
        Node last = norm.last();
        Optional<Map.Entry<Node, float[]>> factor = follower(last, "Mul", behind, size);
        last = factor.map(Map.Entry::getKey).orElse(last);
        Optional<Map.Entry<Node, float[]>> summand = follower(last, "Add", behind, size);
        last = summand.map(Map.Entry::getKey).orElse(last);
        String scale = factor.map(f -> constant(norm.last().name() + "_scale", f.getValue()))
                .orElseGet(() -> one(norm, size, 1));
        String bias = summand.map(f -> constant(norm.last().name() + "_bias", f.getValue()))
                .orElseGet(() -> one(norm, size, 0));
        return Optional.of(new Affine(last, scale, bias));
    }

    /** The only reader of a node, if it combines it with a constant of one value per element of an axis. */
    private Optional<Map.Entry<Node, float[]>> follower(Node node, String op, int behind, int size) {
        List<Graph.Use> uses = graph.uses(node.output());
        if (uses.size() != 1
                || graph.isOutput(node.output())
                || !uses.get(0).node().is(op)) {
            return Optional.empty();
        }
        Node reader = uses.get(0).node();
        int rank = shapes.a().of(node.output()).rank();
        return graph.constant(reader.input(1 - uses.get(0).position()))
                .filter(constant -> constant.shape().rank() <= rank)
                .flatMap(constant -> along(constant, behind, size))
                .map(values -> Map.entry(reader, values));
    }

    /** The values of a constant that varies along one axis only, counted from the end. */
    private static Optional<float[]> along(Tensor constant, int behind, int size) {
        Shape shape = constant.shape();
        if (!constant.type().isFloating() || shape.elements() != size || shape.rank() < behind) {
            return Optional.empty();
        }
        return shape.size(-behind) == size ? Optional.of(constant.toFloats()) : Optional.empty();
    }
}
