package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.GridNode;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walk through a region that plans it: in running order, and again whenever a node turns out to end the region.
 *
 * <p>A node that cannot work on another grid ends the region. It and everything downstream keep their own grids; the maps
 * they read from inside are restored. Where a map cannot be restored (its own grid is no fraction p/q of the input), the
 * node before ends the region instead.
 */
final class RegionWalk {
    private final GridNode.Scene scene;
    private final Set<String> region;
    private final Map<String, String> ends = new LinkedHashMap<>();

    RegionWalk(GridNode.Scene scene, Set<String> region) {
        this.scene = scene;
        this.region = region;
    }

    CompressionPlan plan() {
        while (true) {
            Map<String, String> kept = kept();
            Set<String> inside = new HashSet<>(region);
            inside.removeAll(kept.keySet());
            GridDraft draft = new GridDraft(scene, inside, ContractionInputs.of(scene, inside), kept);
            Optional<GridDraft.End> end = draft.run();
            if (end.isEmpty()) {
                CompressionPlan plan = draft.plan();
                end = SizeCheck.of(scene, draft, plan, inside);
                if (end.isEmpty()) {
                    return plan;
                }
            }
            ends.put(end.get().node(), end.get().reason());
        }
    }

    /** The nodes that end the region, with the reasons; known once it is planned. */
    Map<String, String> ends() {
        return Collections.unmodifiableMap(ends);
    }

    /** The nodes that may change; known once it is planned. */
    Set<String> inside() {
        Set<String> inside = new LinkedHashSet<>(region);
        inside.removeAll(kept().keySet());
        return inside;
    }

    /** The nodes of the region that keep their grids, with the reasons. */
    private Map<String, String> kept() {
        Graph graph = scene.graph();
        Map<String, String> kept = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            String reason = ends.get(node.name());
            if (!region.contains(node.name())) {
                continue; // never asked to change
            }
            if (reason != null) {
                kept.put(node.name(), reason + "; the region ends here");
            } else {
                node.inputs().stream()
                        .flatMap(t -> graph.producer(t).stream())
                        .filter(p -> kept.containsKey(p.name()))
                        .findFirst()
                        .ifPresent(p -> kept.put(node.name(), "the region ended before it"));
            }
        }
        return kept;
    }
}
