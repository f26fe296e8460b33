package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.GridNode;
import dev.coppice.compress.grid.rule.MapGrid;
import dev.coppice.compress.grid.rule.Placement;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resamples that a plan inserts: one for each tensor and size, shared by all readers. */
final class Resamples {
    private final GridNode.Scene scene;
    private final Map<Route, Set<String>> readers = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<Decision> outputs = new ArrayList<>();

    private record Route(String tensor, Placement from, Grid to) {}

    Resamples(GridNode.Scene scene) {
        this.scene = scene;
        taken.addAll(scene.graph().names());
    }

    /** Lets a node read a tensor on another grid. */
    void order(String tensor, Placement from, Grid to, String reader) {
        readers.computeIfAbsent(new Route(tensor, from, to), r -> new LinkedHashSet<>())
                .add(reader);
    }

    /** The step that restores a graph output. */
    PlanStep restore(String tensor, Placement from, Grid to) {
        outputs.add(Decision.changed(
                GridTruncation.PASS, tensor, "output restored from " + from + " to " + place(to) + ", " + kind()));
        Grid before = from.grid().grid().orElse(to);
        return new PlanStep.InsertResample(tensor, List.of(), new Resample(scene.kind(), to), name(tensor, before));
    }

    List<PlanStep> steps() {
        List<PlanStep> steps = new ArrayList<>();
        readers.forEach((route, nodes) -> steps.add(new PlanStep.InsertResample(
                route.tensor(),
                List.copyOf(nodes),
                new Resample(scene.kind(), route.to()),
                name(route.tensor(), route.to()))));
        return steps;
    }

    List<Decision> decisions() {
        List<Decision> decisions = new ArrayList<>();
        readers.forEach((route, nodes) -> decisions.add(Decision.changed(
                GridTruncation.PASS,
                route.tensor(),
                "resampled from " + route.from() + " to " + place(route.to()) + ", " + kind() + ", for "
                        + String.join(", ", nodes))));
        decisions.addAll(outputs);
        return decisions;
    }

    private Placement place(Grid grid) {
        return MapGrid.of(grid, scene.shapes().image()).place(scene.shapes().image());
    }

    private String kind() {
        return scene.kind().id();
    }

    private String name(String tensor, Grid grid) {
        String wanted = tensor + "/grid_" + grid.id();
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }
}
