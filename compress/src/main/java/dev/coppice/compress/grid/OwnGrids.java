package dev.coppice.compress.grid;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.shape.Shapes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Where every feature map of a graph lies: what its windows make of the input's grid. Maps of 1×1 and what is no map
 * (vectors, constants) are not listed.
 */
public final class OwnGrids {
    private final Shapes shapes;
    private final Map<String, Placement> placements = new HashMap<>();

    private OwnGrids(Shapes shapes) {
        this.shapes = shapes;
    }

    /** Walks the graph from its image input. */
    static OwnGrids of(Graph graph, Shapes shapes, String image) {
        OwnGrids grids = new OwnGrids(shapes);
        MapGrid full = MapGrid.of(Grid.FULL);
        GridNode.Scene scene = new GridNode.Scene(graph, shapes, grids, full, Resampling.AREA);
        Set<String> reached = new HashSet<>(Set.of(image));
        grids.put(image, full);
        for (Node node : graph.nodes()) {
            if (node.inputs().stream().anyMatch(reached::contains)) {
                reached.addAll(node.outputs());
                List<Placement> maps = grids.mapsOf(node);
                for (String output : node.outputs()) {
                    if (isMap(output, shapes)) {
                        GridNode view = new GridNode(node, scene, maps, full);
                        MapGrid bySize = MapGrid.ofSizes(shapes.of(output), shapes.image());
                        grids.put(
                                output,
                                maps.isEmpty() ? bySize : GridRules.of(node).own(view));
                    }
                }
            }
        }
        return grids;
    }

    /** Whether a tensor is a map with a grid. */
    public boolean has(String tensor) {
        return placements.containsKey(tensor);
    }

    /** Where a map lies. */
    public Placement of(String tensor) {
        return Objects.requireNonNull(placements.get(tensor), () -> "'" + tensor + "' is no map");
    }

    /** Where the maps that a node reads lie, in input order. */
    public List<Placement> mapsOf(Node node) {
        return node.inputs().stream().filter(this::has).map(this::of).toList();
    }

    private void put(String tensor, MapGrid grid) {
        Shape shape = shapes.of(tensor);
        placements.put(tensor, new Placement(grid, shape.size(2), shape.size(3)));
    }

    private static boolean isMap(String tensor, Shapes shapes) {
        if (tensor.isEmpty()) {
            return false;
        }
        Shape shape = shapes.of(tensor);
        return shape.rank() == 4 && (shape.size(2) > 1 || shape.size(3) > 1);
    }
}
