package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.GridNode;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Check of a complete draft against the sizes that its graph would have. Sizes that a network computes from others
 * (Shape, and arithmetic on what it gives) follow a coarser grid or do not; only the graph as it would be tells.
 */
final class SizeCheck {
    private final GridNode.Scene scene;
    private final GridDraft draft;
    private final Graph changed;

    private SizeCheck(GridNode.Scene scene, GridDraft draft, Graph changed) {
        this.scene = scene;
        this.draft = draft;
        this.changed = changed;
    }

    /** The node that must keep its grid, since sizes would not be those planned; empty if all are. */
    static Optional<GridDraft.End> of(GridNode.Scene scene, GridDraft draft, CompressionPlan plan, Set<String> inside) {
        List<PlanStep> steps = plan.steps();
        Dimension batch = scene.graph().inputs().get(0).dimensions().get(0);
        if (steps.isEmpty()
                || (batch.isFixed() && batch.size() != scene.shapes().image().size(0))) {
            return Optional.empty();
        }
        Graph changed = scene.graph();
        for (PlanStep step : steps) {
            changed = PlanRewriter.carryOut(changed, step);
        }
        return new SizeCheck(scene, draft, changed).end(inside);
    }

    private Optional<GridDraft.End> end(Set<String> inside) {
        Map<String, Shape> known = known(changed.nodes().size());
        for (Node node : changed.nodes()) {
            Optional<String> wrong = node.outputs().stream()
                    .filter(tensor -> !tensor.isEmpty() && !fits(node, tensor, known))
                    .findFirst();
            if (wrong.isPresent()) {
                return Optional.of(end(node, inside));
            }
        }
        return Optional.empty();
    }

    private GridDraft.End end(Node wrong, Set<String> inside) {
        if (inside.contains(wrong.name())) {
            return new GridDraft.End(wrong.name(), "its size is computed from others that do not follow another grid");
        }
        return sizesBefore(wrong).stream()
                .filter(node -> inside.contains(node.name()))
                .findFirst()
                .map(node ->
                        new GridDraft.End(node.name(), "'" + wrong.name() + "' computes from it, and keeps its grid"))
                .orElseThrow(() -> new InvalidInputException(
                        "The truncation gives " + wrong + " maps that do not fit it. Give another region."));
    }

    /** The nodes in the graph as it is that a node depends on, the nearest first; those that give sizes before others. */
    private List<Node> sizesBefore(Node wrong) {
        Graph graph = scene.graph();
        Set<String> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(graph.hasNode(wrong.name()) ? graph.node(wrong.name()) : wrong));
        Deque<Node> found = new ArrayDeque<>();
        while (!open.isEmpty()) {
            for (String tensor : open.removeFirst().inputs()) {
                Optional<Node> producer = graph.producer(tensor).filter(node -> seen.add(node.name()));
                producer.ifPresent(node -> {
                    open.addLast(node);
                    found.addLast(node);
                });
            }
        }
        return found.stream()
                .sorted((a, b) -> Boolean.compare(b.is("Shape", "Size"), a.is("Shape", "Size")))
                .toList();
    }

    /** Whether a tensor that both graphs have has the height and width, or the numbers of positions, that are planned. */
    private boolean fits(Node node, String tensor, Map<String, Shape> known) {
        if (!scene.graph().hasNode(node.name()) || !scene.graph().hasTensor(tensor)) {
            return true;
        }
        Shape shape = known.get(tensor);
        if (shape == null) {
            return false;
        }
        if (scene.own().has(tensor)) {
            boolean restored = changed.isOutput(tensor)
                    || shape.rank() != scene.shapes().image().rank();
            return restored || draft.placed(tensor).of(shape).equals(shape);
        }
        return scene.own()
                .layout(tensor)
                .flatMap(layout -> layout.sizesAt(draft.moved(tensor)))
                .map(sizes ->
                        Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()))
                .map(shape::equals)
                .orElseGet(() -> shape.rank() == scene.shapes().of(tensor).rank());
    }

    /** The shapes that the first nodes give; those of fewer, where one does not fit. */
    private Map<String, Shape> known(int nodes) {
        Map<String, Shape> inputs = new HashMap<>();
        scene.graph()
                .inputs()
                .forEach(info -> inputs.put(info.name(), scene.shapes().of(info.name())));
        try {
            return Shapes.infer(first(nodes), inputs).asMap();
        } catch (InvalidInputException e) {
            int fit = 0;
            int fail = nodes;
            while (fail - fit > 1) {
                int middle = (fit + fail) / 2;
                if (isInferred(first(middle), inputs)) {
                    fit = middle;
                } else {
                    fail = middle;
                }
            }
            return Shapes.infer(first(fit), inputs).asMap();
        }
    }

    private static boolean isInferred(Graph graph, Map<String, Shape> inputs) {
        try {
            Shapes.infer(graph, inputs);
            return true;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    /** A graph of the first nodes alone. */
    private Graph first(int nodes) {
        if (nodes == changed.nodes().size()) {
            return changed;
        }
        List<TensorInfo> none = List.of();
        return new Graph(
                changed.name(), changed.inputs(), none, changed.nodes().subList(0, nodes), changed.constants());
    }
}
