package dev.coppice.models.shape.batch;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Opening of the batch of a graph that was written for a fixed number of images. It follows the batch axis node by node. If
 * each image is processed alone, it removes numbers of images from target sizes. Used once.
 */
public final class OpenBatch {
    private final Graph graph;
    private final String input;
    private final Shape image;
    private final Shapes shapes;
    private final Map<String, Integer> axes = new HashMap<>();
    private final Map<String, String> fixed = new HashMap<>();
    private final Map<String, Tensor> constants;
    private final List<Node> nodes = new ArrayList<>();
    private final RepeatedInputs repeated;
    private final ComputedSizes sizes;

    /**
     * The result.
     *
     * @param graph the graph for any batch, without outputs that fix it; the unchanged graph if the requested output fixes
     *     it
     * @param obstacle the node that fixes the batch of the requested output, and why; empty if there is none
     */
    public record Result(Graph graph, String obstacle) {}

    private OpenBatch(Graph graph, String input, Shape image) {
        this.graph = graph;
        this.input = input;
        this.image = image;
        constants = new LinkedHashMap<>(graph.constants());
        repeated = new RepeatedInputs(graph, constants::put);
        shapes = Shapes.infer(graph, Map.of(input, image));
        sizes = new ComputedSizes(shapes, axes, graph.constants());
    }

    /**
     * Opens the batch.
     *
     * @param input the image input; others hold one entry for each image if their first axis has the batch's size and they
     *     have two axes or more, else the same for all
     * @param image input shape N×C×H×W at the graph's fixed batch
     * @param output the output whose first axis must be the batch; other outputs without a batch axis are left out
     * @throws InvalidInputException if shapes disagree at that size
     */
    public static Result of(Graph graph, String input, Shape image, String output) {
        return new OpenBatch(graph, input, image).open(output);
    }

    private boolean isBatched(TensorInfo info) {
        Shape shape = shapes.of(info.name());
        return info.name().equals(input) || (shape.rank() > 1 && shape.size(0) == image.size(0));
    }

    private Result open(String output) {
        graph.inputs().stream().filter(this::isBatched).forEach(info -> axes.put(info.name(), 0));
        graph.nodes().forEach(this::visit);
        String obstacle = fixed.getOrDefault(output, "");
        if (obstacle.isEmpty() && axes.getOrDefault(output, -1) != 0) {
            obstacle = "the output '" + output + "' has no axis for it";
        }
        if (!obstacle.isEmpty()) {
            return new Result(graph, obstacle);
        }
        List<TensorInfo> outputs = graph.outputs().stream()
                .filter(o -> !fixed.containsKey(o.name()))
                .map(o -> axes.containsKey(o.name()) ? opened(o, axes.get(o.name())) : o)
                .toList();
        List<TensorInfo> inputs = graph.inputs().stream()
                .map(info -> isBatched(info) ? opened(info, 0) : info)
                .toList();
        Graph opened = new Graph(graph.name(), inputs, outputs, nodes, constants).carrying(graph.carried());
        return verified(opened) ? new Result(opened, "") : new Result(graph, "its shapes do not grow with it");
    }

    private void visit(Node node) {
        String reason = node.inputs().stream()
                .filter(fixed::containsKey)
                .map(fixed::get)
                .findFirst()
                .orElse("");
        List<Node> changed = List.of(node);
        OptionalInt own = reason.isEmpty() ? sizes.repeats(node) : OptionalInt.empty();
        if (own.isPresent()) {
            follow(node, own.getAsInt(), -1);
        } else if (reason.isEmpty()
                && !sizes.add(node)
                && node.inputs().stream().anyMatch(axes::containsKey)) {
            try {
                changed = ruled(node);
            } catch (FixedBatchException e) {
                reason = "node " + node + " " + e.getMessage();
            }
        }
        if (reason.isEmpty()) {
            nodes.addAll(changed);
        } else {
            String why = reason;
            node.outputs().forEach(o -> fixed.put(o, why));
        }
    }

    /** The node for any batch, with what repeats its inputs; sizes that it reads and that are computed grow by themselves. */
    private List<Node> ruled(Node node) {
        BatchContext context = new BatchContext(node, shapes, axes, image.size(0));
        BatchRule rule = BatchRules.of(node);
        int axis = rule.axis(context);
        Node free = sizes.reads(node) ? node : BatchTarget.free(context, axis, this::put);
        List<Node> nodes = repeated.in(context, free, input);
        follow(node, axis, rule.further(axis));
        return nodes;
    }

    /**
     * Records the batch axis of a node's outputs. Further outputs of a normalisation have none, as they are statistics of
     * the whole batch.
     */
    private void follow(Node node, int first, int further) {
        int count = node.is("BatchNormalization") ? 1 : node.outputs().size();
        for (int i = 0; i < count; i++) {
            if (!node.outputs().get(i).isEmpty()) {
                axes.put(node.outputs().get(i), i == 0 ? first : further);
            }
        }
    }

    private String put(String hint, Tensor values) {
        String name = hint + "_target";
        for (int i = 2; graph.hasTensor(name) || constants.containsKey(name); i++) {
            name = hint + "_target_" + i;
        }
        constants.put(name, values);
        return name;
    }

    private static TensorInfo opened(TensorInfo info, int axis) {
        List<Dimension> dimensions = new ArrayList<>(info.dimensions());
        if (axis < dimensions.size()) {
            dimensions.set(axis, Dimension.open("N"));
        }
        return info.withDimensions(dimensions);
    }

    /** Checks shapes at two and three times the batch: every tensor of the file must grow along its batch axis only. */
    private boolean verified(Graph opened) {
        try {
            return grows(opened, 2) && grows(opened, 3);
        } catch (InvalidInputException e) {
            return false;
        }
    }

    private boolean grows(Graph opened, int times) {
        Shapes more = Shapes.infer(opened, Map.of(input, image.with(0, times * image.size(0))));
        return opened.nodes().stream()
                .flatMap(n -> n.outputs().stream())
                .filter(o -> !o.isEmpty() && graph.hasTensor(o))
                .allMatch(o -> more.of(o).equals(expected(o, times)));
    }

    private Shape expected(String tensor, int times) {
        Shape one = shapes.of(tensor);
        Integer axis = axes.get(tensor);
        return axis == null ? one : one.with(axis, times * one.size(axis));
    }
}
