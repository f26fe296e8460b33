package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.FieldMoves;
import dev.coppice.compress.grid.rule.GridChange;
import dev.coppice.compress.grid.rule.GridNode;
import dev.coppice.compress.grid.rule.GridRule;
import dev.coppice.compress.grid.rule.GridRules;
import dev.coppice.compress.grid.rule.Laid;
import dev.coppice.compress.grid.rule.MapGrid;
import dev.coppice.compress.grid.rule.Placement;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.resample.Grid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Draft of a truncation: one walk through a graph finds the new grid of every map and the steps to it. Used once. */
final class GridDraft {
    /** Greatest number of moves of a node's maps: to the limit, then to its output's grid. */
    private static final int MOST_MOVES = 3;

    private final GridNode.Scene scene;
    private final Set<String> inside;
    private final ContractionInputs contractionInputs;
    private final Map<String, String> kept;
    private final Map<String, Placement> placed = new HashMap<>();
    private final Map<String, FieldMoves> moved = new HashMap<>();
    private final Resamples resamples;
    private final List<PlanStep> changes = new ArrayList<>();
    private final List<PlanStep> bypasses = new ArrayList<>();
    private final List<PlanStep> restored = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final Map<String, String> found = new LinkedHashMap<>();

    /** A node that cannot work on another grid. */
    record End(String node, String reason) {}

    /**
     * Starts a walk.
     *
     * @param inside names of the nodes that may change
     * @param kept nodes of the region that may not change, with what to say of them
     * @param computed placements of the maps that are computed from sizes, where these change
     */
    GridDraft(GridNode.Scene scene, Set<String> inside, Map<String, String> kept, Map<String, Placement> computed) {
        this.scene = scene;
        this.inside = inside;
        this.contractionInputs = ContractionInputs.of(scene, inside);
        placed.putAll(computed);
        this.kept = kept;
        this.resamples = new Resamples(scene);
    }

    /** Walks until the first node inside that cannot change, with others that hold the same positions. */
    Optional<End> run() {
        for (Node node : scene.graph().nodes()) {
            if (followsPositions(node)) {
                Optional<End> end = inside.contains(node.name()) ? change(node) : keep(node);
                if (end.isPresent()) {
                    return end;
                }
            }
        }
        for (TensorInfo output : scene.graph().outputs()) {
            Optional<End> end = restoreOutput(output.name());
            if (end.isPresent()) {
                return end;
            }
        }
        return Optional.empty();
    }

    private boolean followsPositions(Node node) {
        boolean repeats =
                scene.own().laid(node).filter(laid -> !laid.like().isEmpty()).isPresent();
        boolean follows = scene.own().isComputed(node.output()) && !node.is("Shape", "Size"); // sizes, of any grid
        return !follows && (repeats || node.inputs().stream().anyMatch(scene.own()::hasPositions));
    }

    /** The nodes inside that turned out to work on their own grids only, with the reasons. */
    Map<String, String> found() {
        return Collections.unmodifiableMap(found);
    }

    /** The height and width that a map has after a complete walk, before an output is restored. */
    Placement placed(String map) {
        return placement(map);
    }

    /** The moves of the positions that a tensor holds after a complete walk. */
    FieldMoves moved(String tensor) {
        return moves(tensor);
    }

    /** The plan of a complete walk. Steps that name tensors come before steps that remove them. */
    CompressionPlan plan() {
        List<PlanStep> steps = new ArrayList<>(resamples.steps());
        steps.addAll(changes);
        steps.removeAll(computed());
        steps.addAll(bypasses);
        steps.addAll(restored);
        List<Decision> all = new ArrayList<>(decisions);
        all.addAll(resamples.decisions());
        return new CompressionPlan(scene.graph().hash(), steps, all);
    }

    /** What would be done to values over positions that are computed from sizes, if they were constants. */
    List<PlanStep> computed() {
        return ComputedPositions.of(changes, scene.graph());
    }

    private Optional<End> change(Node node) {
        Optional<Laid> laid = scene.own().laid(node);
        return laid.isPresent() ? followPositions(new PositionMoves(node, scene, laid.get())) : follow(node);
    }

    /** Lets a node that works on positions elsewhere than in height and width work on fewer of them. */
    private Optional<End> followPositions(PositionMoves node) {
        boolean lower = node.node().outputs().stream().anyMatch(contractionInputs::isReadByContraction)
                || ContractionInputs.isContraction(node.node());
        PositionMoves.Answer answer = node.answer(lower, this::placement, this::moves);
        if (answer.obstacle().isPresent()) {
            return Optional.of(new End(node.node().name(), answer.obstacle().get()));
        }
        carry(node.node(), answer.maps());
        placed.putAll(answer.outputs().placed());
        moved.putAll(answer.outputs().moved());
        changes.addAll(answer.steps());
        if (!answer.reason().isEmpty()) {
            decisions.add(Decision.changed(GridTruncation.PASS, node.node().name(), answer.reason()));
        }
        return Optional.empty();
    }

    private FieldMoves moves(String tensor) {
        return moved.getOrDefault(tensor, FieldMoves.NONE);
    }

    private Optional<End> follow(Node node) {
        Map<String, Placement> maps = new HashMap<>();
        for (String tensor : node.inputs()) {
            if (scene.own().has(tensor)) {
                maps.put(tensor, placement(tensor));
            }
        }
        for (int move = 0; move < MOST_MOVES; move++) {
            GridNode view = view(node, maps);
            GridRule rule = GridRules.of(node);
            GridChange change = view.givesMap() ? rule.change(view) : rule.withoutMap(view);
            if (change instanceof GridChange.Works works) {
                carry(node, maps);
                settle(view, works);
                return Optional.empty();
            }
            if (change instanceof GridChange.Keeps keeps) {
                found.put(node.name(), keeps.reason());
                return readOwn(node);
            }
            MapGrid target = ((GridChange.ReadOn) change).grid();
            if (target.grid().isEmpty()) {
                return Optional.of(new End(
                        node.name(),
                        "its maps would have to lie on " + target + ", which is no fraction p/q of the input"));
            }
            Optional<String> whole =
                    maps.keySet().stream().filter(this::isQuantised).findFirst();
            if (whole.isPresent()) {
                return cannotRestore(whole.get());
            }
            maps.replaceAll((tensor, at) -> target.place(scene.shapes().image()));
        }
        throw new IllegalStateException("the grid rule of " + node + " does not settle");
    }

    private GridNode view(Node node, Map<String, Placement> maps) {
        List<Placement> inputs = node.inputs().stream()
                .filter(maps::containsKey)
                .map(t -> maps.getOrDefault(t, placement(t)))
                .toList();
        String output = node.output();
        boolean isMap = scene.own().has(output);
        MapGrid own = isMap ? scene.own().of(output).grid() : scene.limit();
        MapGrid wanted = contractionInputs.isReadByContraction(output) ? own.min(scene.limit()) : own;
        return new GridNode(node, scene, inputs, wanted);
    }

    /** Orders the Resamples that bring the node's inputs to the grids that its rule accepted. */
    private void carry(Node node, Map<String, Placement> maps) {
        maps.forEach((tensor, at) -> {
            if (!at.equals(placement(tensor))) {
                at.grid().grid().ifPresent(grid -> resamples.order(tensor, placement(tensor), grid, node.name()));
            }
        });
    }

    private void settle(GridNode view, GridChange.Works works) {
        Node node = view.node();
        for (String output : node.outputs()) {
            if (scene.own().has(output)) {
                placed.put(output, works.output());
            }
        }
        for (PlanStep step : works.steps()) {
            (step instanceof PlanStep.BypassNode ? bypasses : changes).add(step);
        }
        boolean changed = !works.steps().isEmpty() || !view.isUntouched();
        if (!works.reason().isEmpty()) {
            decisions.add(new Decision(GridTruncation.PASS, node.name(), changed, works.reason()));
        } else if (ContractionInputs.isContraction(node)) {
            String reads = "reads " + view.maps().get(0) + ", within the limit of " + scene.limit();
            decisions.add(Decision.declined(GridTruncation.PASS, node.name(), reads));
        }
    }

    /** Lets a node that keeps its grid read its maps on their own grids. */
    private Optional<End> keep(Node node) {
        String reason = kept.get(node.name());
        if (reason != null) {
            decisions.add(Decision.declined(GridTruncation.PASS, node.name(), reason));
        }
        return readOwn(node);
    }

    private Optional<End> readOwn(Node node) {
        for (String tensor : node.inputs()) {
            if (!moves(tensor).isNone()) {
                return cannotRestore(tensor, "'" + node.name() + "' reads it as it was");
            }
            if (scene.own().has(tensor) && !placement(tensor).equals(scene.own().of(tensor))) {
                Optional<Grid> grid = restorable(tensor);
                if (grid.isEmpty()) {
                    return cannotRestore(tensor);
                }
                resamples.order(tensor, placement(tensor), grid.get(), node.name());
            }
        }
        return Optional.empty();
    }

    private Optional<End> restoreOutput(String tensor) {
        if (!moves(tensor).isNone()) {
            return cannotRestore(tensor, "it is an output of the network");
        }
        if (!scene.own().has(tensor) || placement(tensor).equals(scene.own().of(tensor))) {
            return Optional.empty();
        }
        Optional<Grid> grid = restorable(tensor);
        if (grid.isEmpty()) {
            return cannotRestore(tensor);
        }
        restored.add(resamples.restore(tensor, placement(tensor), grid.get()));
        return Optional.empty();
    }

    /** The own grid of a tensor, as a fraction of the input that gives exactly its size. */
    private Optional<Grid> restorable(String tensor) {
        Placement own = scene.own().of(tensor);
        return own.grid().grid().filter(g -> !isQuantised(tensor)).filter(g -> own.grid()
                .place(scene.shapes().image())
                .equals(own));
    }

    /** Whether a tensor holds whole numbers that stand for others. */
    private boolean isQuantised(String tensor) {
        return scene.graph()
                .producer(tensor)
                .filter(n -> n.is("QuantizeLinear"))
                .isPresent();
    }

    private Optional<End> cannotRestore(String tensor) {
        Node producer = scene.graph().producer(tensor).orElseThrow();
        return Optional.of(new End(
                producer.name(),
                isQuantised(tensor)
                        ? "it gives whole numbers, which cannot be resampled"
                        : "its output's grid " + scene.own().of(tensor)
                                + " is no fraction p/q of the input and could not be restored"));
    }

    private Optional<End> cannotRestore(String tensor, String why) {
        Node producer = scene.graph().producer(tensor).orElseThrow();
        return Optional.of(new End(
                producer.name(), "what it gives holds positions elsewhere than in height and width, and " + why));
    }

    private Placement placement(String tensor) {
        Placement at = placed.get(tensor);
        return at == null ? scene.own().of(tensor) : at;
    }
}
