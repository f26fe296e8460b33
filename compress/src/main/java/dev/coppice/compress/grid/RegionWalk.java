package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.GridNode;
import dev.coppice.compress.grid.rule.Placement;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Walk through a region that plans it: in running order, and again whenever a node turns out to keep its grid.
 *
 * <p>A node that cannot work on another grid keeps its own: the maps that it reads from inside are restored, and those
 * that it gives are capped again where a contraction reads them. Nodes that hold the same positions elsewhere than in
 * height and width keep theirs together. Where a map cannot be restored (its own grid is no fraction p/q of the input),
 * the node that gives it keeps its grid instead. Where sizes that the network computes do not follow, they are those of the restored
 * map; where that does not help, the region ends: all that is downstream keeps its grid too.
 */
final class RegionWalk {
    private static final String BEFORE = "the region ended before it";

    private final GridNode.Scene scene;
    private final Set<String> region;
    private final Map<String, String> keeps = new LinkedHashMap<>();
    private final Map<String, String> ends = new LinkedHashMap<>();
    private final Map<String, Placement> computed = new HashMap<>();
    private final Set<Map.Entry<String, Placement>> tried = new HashSet<>();

    RegionWalk(GridNode.Scene scene, Set<String> region) {
        this.scene = scene;
        this.region = region;
    }

    CompressionPlan plan() {
        while (true) {
            int known = keeps.size() + ends.size() + tried.size();
            Map<String, String> kept = kept();
            Set<String> inside = new HashSet<>(region);
            inside.removeAll(kept.keySet());
            GridDraft draft = new GridDraft(scene, inside, kept, computed);
            Optional<GridDraft.End> end = draft.run();
            keeps.putAll(draft.found());
            end.ifPresent(this::keep);
            if (end.isEmpty() && draft.found().isEmpty()) {
                CompressionPlan plan = draft.plan();
                Optional<SizeCheck.Wrong> wrong = SizeCheck.of(scene, draft, plan, inside);
                if (wrong.isEmpty()) {
                    return plan;
                }
                settle(wrong.get());
            }
            if (known == keeps.size() + ends.size() + tried.size()) {
                throw new IllegalStateException("the grids of '" + scene.graph().name() + "' do not settle: " + end);
            }
        }
    }

    /**
     * Takes sizes as they are: maps that are computed from sizes lie where these say, or the sizes are those of the map before it was
     * changed, or the region ends.
     */
    private void settle(SizeCheck.Wrong wrong) {
        GridDraft.End end = wrong.end();
        if (wrong.computed().entrySet().stream().anyMatch(tried::add)) {
            computed.putAll(wrong.computed());
        } else if (wrong.holdsOthers()) {
            keep(end);
        } else if (!scene.graph().node(end.node()).is("Shape", "Size")
                || keeps.putIfAbsent(end.node(), end.reason()) != null) {
            ends.put(end.node(), end.reason());
        }
    }

    /** Lets a node keep its grid, with all that hold the same positions elsewhere than in height and width. */
    private void keep(GridDraft.End end) {
        keeps.put(end.node(), end.reason());
        Deque<Node> open = new ArrayDeque<>(List.of(scene.graph().node(end.node())));
        while (!open.isEmpty()) {
            Node node = open.removeFirst();
            Stream.concat(node.inputs().stream(), node.outputs().stream())
                    .filter(tensor ->
                            scene.own().hasPositions(tensor) && !scene.own().has(tensor))
                    .flatMap(this::around)
                    .filter(other -> region.contains(other.name()))
                    .filter(other ->
                            keeps.putIfAbsent(other.name(), "it holds the positions of '" + end.node() + "'") == null)
                    .forEach(open::add);
        }
    }

    /** The nodes that give or read a tensor. */
    private Stream<Node> around(String tensor) {
        Graph graph = scene.graph();
        return Stream.concat(
                graph.producer(tensor).stream(), graph.uses(tensor).stream().map(Graph.Use::node));
    }

    /** The nodes at which the region ends, with the reasons; known once it is planned. */
    Map<String, String> ends() {
        return Collections.unmodifiableMap(ends);
    }

    /** The nodes that keep their grids, with the reasons; known once it is planned. */
    Map<String, String> keeps() {
        return Collections.unmodifiableMap(keeps);
    }

    /** The nodes that may change; known once it is planned. */
    Set<String> inside() {
        Set<String> inside = new LinkedHashSet<>(region);
        inside.removeAll(kept().keySet());
        return inside;
    }

    /** The nodes of the region that keep their grids, with what to say of them. */
    private Map<String, String> kept() {
        Graph graph = scene.graph();
        Map<String, String> kept = new LinkedHashMap<>();
        Set<String> behind = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (!region.contains(node.name())) {
                continue; // never asked to change
            }
            String reason = ends.get(node.name());
            if (reason != null) {
                kept.put(node.name(), reason + "; the region ends here");
                behind.addAll(node.outputs());
            } else if (node.inputs().stream().anyMatch(behind::contains)) {
                kept.put(node.name(), BEFORE);
                behind.addAll(node.outputs());
            } else if (keeps.containsKey(node.name())) {
                kept.put(node.name(), keeps.get(node.name()) + "; it keeps its grid");
            }
        }
        return kept;
    }
}
