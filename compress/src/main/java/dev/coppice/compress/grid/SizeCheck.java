package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.GridNode;
import dev.coppice.compress.grid.rule.MapGrid;
import dev.coppice.compress.grid.rule.Placement;
import dev.coppice.compress.grid.rule.SizeValues;
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

    /**
     * Sizes, or values that are computed from them, that are not those planned.
     *
     * @param end the node that must keep its grid, unless maps may lie elsewhere
     * @param computed where a map lies that is computed from sizes alone, and is there what resampling would make of it
     * @param holdsOthers whether values over positions are not those that the node should read
     */
    record Wrong(GridDraft.End end, Map<String, Placement> computed, boolean holdsOthers) {}

    /** What is not as planned; empty if all sizes are, and all values that are computed from them. */
    static Optional<Wrong> of(GridNode.Scene scene, GridDraft draft, CompressionPlan plan, Set<String> inside) {
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

    private Optional<Wrong> end(Set<String> inside) {
        Shapes known = known(changed.nodes().size());
        ComputedPositions computed = new ComputedPositions(scene, new SizeValues(changed, known));
        for (Node node : changed.nodes()) {
            Optional<String> wrong = node.outputs().stream()
                    .filter(tensor -> !tensor.isEmpty() && !fits(node, tensor, known.asMap()))
                    .findFirst();
            if (wrong.isPresent()) {
                return Optional.of(problem(computed, node.name())
                        .orElseGet(() -> new Wrong(end(node, inside), placed(wrong.get(), computed), false)));
            }
        }
        return draft.computed().stream()
                .flatMap(step -> problem(computed, ComputedPositions.node(step)).stream())
                .findFirst();
    }

    /** What is wrong with values over positions that a node reads. */
    private Optional<Wrong> problem(ComputedPositions computed, String node) {
        return draft.computed().stream()
                .filter(step -> ComputedPositions.node(step).equals(node))
                .flatMap(step -> computed.problem(step).stream())
                .findFirst()
                .map(reason -> new Wrong(new GridDraft.End(node, reason), Map.of(), true));
    }

    /** Where a map lies that is computed from sizes alone; empty for any other, or if it is none that follows them. */
    private Map<String, Placement> placed(String tensor, ComputedPositions computed) {
        Shape shape = computed.now().shapes().asMap().get(tensor);
        Shape image = scene.shapes().image();
        if (shape == null
                || !scene.own().has(tensor)
                || shape.rank() != image.rank()
                || !scene.own().isComputed(tensor)
                || !computed.isResampled(tensor, shape)) {
            return Map.of();
        }
        Placement limit = scene.limit().place(image);
        return Map.of(
                tensor, limit.of(shape).equals(shape) ? limit : Placement.of(MapGrid.ofSizes(shape, image), shape));
    }

    private GridDraft.End end(Node wrong, Set<String> inside) {
        boolean movesPositions = wrong.inputs().stream().anyMatch(scene.own()::hasPositions);
        if (inside.contains(wrong.name()) && movesPositions) {
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
        if (scene.own().isComputed(tensor)
                && scene.graph().uses(tensor).stream()
                        .allMatch(use -> scene.own().isComputed(use.node().output()))) {
            return true; // on the way to what is read beside maps
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
    private Shapes known(int nodes) {
        Map<String, Shape> inputs = new HashMap<>();
        scene.graph()
                .inputs()
                .forEach(info -> inputs.put(info.name(), scene.shapes().of(info.name())));
        try {
            return Shapes.infer(first(nodes), inputs);
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
            return Shapes.infer(first(fit), inputs);
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
