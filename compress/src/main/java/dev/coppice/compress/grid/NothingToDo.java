package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.GridNode;
import dev.coppice.compress.grid.rule.MapGrid;
import dev.coppice.compress.grid.rule.OwnGrids;
import dev.coppice.models.graph.Node;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Why a region has nothing to truncate, and what would have to be asked for instead. */
final class NothingToDo {
    private NothingToDo() {}

    /** The sentence: where the finest map of the region lies, whether a finer one stands outside, and where the region ends. */
    static String reason(GridNode.Scene scene, RegionWalk walk) {
        Set<String> inside = walk.inside();
        Optional<Node> finest = finest(scene, inside::contains);
        Optional<Node> outside = finest(
                scene,
                name -> !inside.contains(name)
                        && !walk.ends().containsKey(name)
                        && !walk.keeps().containsKey(name));
        boolean isEmpty = scene.graph().nodes().stream()
                .noneMatch(node -> inside.contains(node.name()) && ContractionInputs.isContraction(node));
        StringBuilder text = new StringBuilder(
                isEmpty && walk.ends().isEmpty() && walk.keeps().isEmpty()
                        ? "no contraction stands inside"
                        : "no contraction inside can be made cheaper by a limit of " + scene.limit());
        finest.ifPresent(node -> text.append(": the finest map that one gives is that of '")
                .append(node.name())
                .append("' on ")
                .append(grid(scene, node))
                .append(grid(scene, node).isWithin(scene.limit()) ? ", so ask for less than that" : ""));
        outside.filter(node -> !grid(scene, node).isWithin(scene.limit())).ifPresent(node -> text.append("; '")
                .append(node.name())
                .append("', which the region does not reach, gives ")
                .append(grid(scene, node))
                .append(walk.ends().isEmpty() ? ", so ask for region all" : ""));
        walk.keeps().entrySet().stream()
                .findFirst()
                .ifPresent(node -> text.append(kept(node, walk.keeps().size())));
        walk.ends().entrySet().stream()
                .findFirst()
                .ifPresent(end -> text.append(ended(end, scene, walk.ends().size())));
        return text.toString();
    }

    private static String kept(Map.Entry<String, String> first, int count) {
        return "; '" + first.getKey() + "' keeps its grid, since " + first.getValue()
                + (count > 1 ? ", and so do " + (count - 1) + " more" : "");
    }

    private static String ended(Map.Entry<String, String> first, GridNode.Scene scene, int count) {
        boolean isLast =
                scene.graph().isOutput(scene.graph().node(first.getKey()).output());
        return "; the region ends at '" + first.getKey() + "', since " + first.getValue()
                + (count > 1 ? ", and at " + (count - 1) + " more" : "")
                + (isLast ? "" : ", so ask for the region of a tensor behind " + (count > 1 ? "these" : "it"));
    }

    /** The contraction that gives the finest map. */
    private static Optional<Node> finest(GridNode.Scene scene, Predicate<String> nodes) {
        OwnGrids own = scene.own();
        return scene.graph().nodes().stream()
                .filter(node -> ContractionInputs.isContraction(node) && nodes.test(node.name()))
                .filter(node -> own.has(node.output()))
                .max(Comparator.comparingLong(node -> own.of(node.output()).sizes().stream()
                        .mapToLong(Integer::longValue)
                        .reduce(1, (a, b) -> a * b)));
    }

    private static MapGrid grid(GridNode.Scene scene, Node node) {
        return scene.own().of(node.output()).grid();
    }
}
