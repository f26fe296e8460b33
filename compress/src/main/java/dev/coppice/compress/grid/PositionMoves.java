package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.FieldMoves;
import dev.coppice.compress.grid.rule.GridNode;
import dev.coppice.compress.grid.rule.Laid;
import dev.coppice.compress.grid.rule.Layout;
import dev.coppice.compress.grid.rule.MapGrid;
import dev.coppice.compress.grid.rule.Placement;
import dev.coppice.compress.grid.rule.SharedPositions;
import dev.coppice.compress.grid.rule.SpreadConstant;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Change of a node that holds positions elsewhere than in height and width, such as on one axis of tokens. Maps that it
 * reads are resampled before it; where a Reshape names numbers of positions, these change; a sum over positions is scaled
 * back to their former number.
 *
 * @param node the node
 * @param scene what it shares with all nodes of the plan
 * @param laid what it does to positions
 */
record PositionMoves(Node node, GridNode.Scene scene, Laid laid) {
    /**
     * What becomes of the node.
     *
     * @param maps placements that it reads its maps on
     * @param outputs where its outputs lie then
     * @param steps changes of the graph
     * @param reason what changes; empty if nothing is to be said
     * @param obstacle why it works on its own grid only; empty if it changes
     */
    record Answer(
            Map<String, Placement> maps,
            Outputs outputs,
            List<PlanStep> steps,
            String reason,
            Optional<String> obstacle) {
        static Answer obstacle(String reason) {
            return new Answer(Map.of(), Outputs.SAME, List.of(), "", Optional.of(reason));
        }
    }

    /**
     * Where the outputs of a node lie.
     *
     * @param placed placements of those that are maps
     * @param moved moves of the positions in the others
     */
    record Outputs(Map<String, Placement> placed, Map<String, FieldMoves> moved) {
        static final Outputs SAME = new Outputs(Map.of(), Map.of());
    }

    /**
     * The answer for inputs as they lie now.
     *
     * @param lower whether a contraction reads what it gives, so that its maps should lie within the limit
     */
    Answer answer(boolean lower, Function<String, Placement> placements, Function<String, FieldMoves> moves) {
        Map<String, Placement> maps = maps(lower && laid.obstacle().isEmpty(), placements);
        Map<Placement, Placement> now = new HashMap<>();
        List<String> tensors = new ArrayList<>(node.inputs());
        tensors.add(laid.like());
        for (String tensor : tensors) {
            Map<Placement, Placement> read = scene.own().has(tensor)
                    ? Map.of(scene.own().of(tensor), maps.getOrDefault(tensor, placements.apply(tensor)))
                    : movesOf(tensor, moves.apply(tensor));
            for (Map.Entry<Placement, Placement> entry : read.entrySet()) {
                Placement other = now.put(entry.getKey(), entry.getValue());
                if (other != null && !other.equals(entry.getValue())) {
                    return Answer.obstacle("it joins positions on " + other + " with others on " + entry.getValue());
                }
            }
        }
        return answer(maps, new FieldMoves(now));
    }

    private Answer answer(Map<String, Placement> maps, FieldMoves now) {
        if (now.isNone()) {
            return new Answer(maps, Outputs.SAME, List.of(), "", Optional.empty());
        }
        if (!laid.obstacle().isEmpty()) {
            return Answer.obstacle(laid.obstacle());
        }
        Map<String, Placement> placed = new LinkedHashMap<>();
        Map<String, FieldMoves> moved = new LinkedHashMap<>();
        for (int i = 0; i < laid.outputs().size(); i++) {
            Layout layout = laid.outputs().get(i);
            String output = node.outputs().get(i);
            Optional<List<Integer>> sizes = layout.sizesAt(now);
            if (sizes.isEmpty()) {
                return Answer.obstacle(layout.undivided(now));
            }
            if (scene.own().has(output)) {
                placed.put(output, placement(output, layout, sizes.get(), now));
            } else {
                moved.put(output, now);
            }
        }
        return steps(now)
                .map(steps -> new Answer(maps, new Outputs(placed, moved), steps, reason(now), Optional.empty()))
                .orElseGet(() -> Answer.obstacle("its target shape does not fit another number of positions"));
    }

    /** Placements of the maps it reads: as they lie, or the coarsest of those that it joins. */
    private Map<String, Placement> maps(boolean lower, Function<String, Placement> placements) {
        Map<Placement, MapGrid> coarsest = new HashMap<>();
        Map<String, Placement> maps = new LinkedHashMap<>();
        for (String tensor : node.inputs()) {
            if (scene.own().has(tensor)) {
                MapGrid grid = placements.apply(tensor).grid();
                coarsest.merge(scene.own().of(tensor), lower ? grid.min(scene.limit()) : grid, MapGrid::min);
            }
        }
        for (String tensor : node.inputs()) {
            if (scene.own().has(tensor)) {
                Placement at = placements.apply(tensor);
                MapGrid grid = coarsest.getOrDefault(scene.own().of(tensor), at.grid());
                maps.put(
                        tensor,
                        grid.equals(at.grid()) ? at : grid.place(scene.shapes().image()));
            }
        }
        return maps;
    }

    private Map<Placement, Placement> movesOf(String tensor, FieldMoves moves) {
        Map<Placement, Placement> now = new HashMap<>();
        scene.own().layout(tensor).ifPresent(layout -> layout.fields()
                .forEach(field -> now.put(field, moves.of(field))));
        return now;
    }

    private Placement placement(String output, Layout layout, List<Integer> sizes, FieldMoves now) {
        Placement own = scene.own().of(output);
        Placement field = layout.fields().iterator().next();
        MapGrid grid = now.of(field).grid().times(own.grid()).dividedBy(field.grid());
        return new Placement(grid, sizes.subList(MapGrid.SPACE, sizes.size()));
    }

    /** Steps that give the node its new sizes; empty if its target cannot say them. */
    private Optional<List<PlanStep>> steps(FieldMoves now) {
        Optional<List<PlanStep>> sizes = MovedSizes.of(node, scene, laid, now);
        if (sizes.isEmpty()) {
            return Optional.empty();
        }
        List<PlanStep> steps = new ArrayList<>(sizes.get());
        for (int input : laid.constants()) {
            steps.add(SpreadConstant.step(node, input, scene, laid.outputs().get(0), now));
        }
        double factor = laid.correction(now);
        if (factor != 1) {
            steps.add(new PlanStep.ScaleOutput(node.name(), factor));
        }
        SharedPositions.step(node, laid, now).ifPresent(steps::add);
        return Optional.of(steps);
    }

    private String reason(FieldMoves now) {
        if (!laid.constants().isEmpty()) {
            List<String> names = laid.constants().stream()
                    .map(input -> "'" + node.input(input) + "'")
                    .toList();
            return "its constants over positions are resampled: " + String.join(", ", names);
        }
        if (!ContractionInputs.isContraction(node)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        now.now().forEach((own, at) -> text.append(text.isEmpty() ? "works on positions of " : ", ")
                .append(at)
                .append(" instead of ")
                .append(own));
        double factor = laid.correction(now);
        return text + (factor == 1 ? "" : ", and its sum over them is scaled by " + factor);
    }
}
