package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Own grids of all feature maps of a graph: what its windows make of the input's grid. Maps of a single sample are
 * not listed, nor tensors that are no maps (vectors, constants, tensors with channels on another axis).
 */
public final class OwnGrids {
    private final Shapes shapes;
    private final Map<String, Placement> placements = new HashMap<>();

    private OwnGrids(Shapes shapes) {
        this.shapes = shapes;
    }

    /** The grids of a network's maps at the card's size, batch 1. */
    public static OwnGrids of(Network network) {
        return of(network.graph(), network.shapes(1), network.card().input().name());
    }

    /** The grids of a graph's maps, found from its image input on. */
    public static OwnGrids of(Graph graph, Shapes shapes, String image) {
        OwnGrids grids = new OwnGrids(shapes);
        MapGrid full = MapGrid.of(Grid.FULL, shapes.image());
        GridNode.Scene scene = new GridNode.Scene(graph, shapes, grids, full, Resampling.AREA);
        Set<String> reached = new HashSet<>(Set.of(image));
        MovedAxes moved = new MovedAxes(shapes);
        if (isMap(image, shapes)) {
            grids.put(image, full);
        }
        for (Node node : graph.nodes()) {
            if (node.inputs().stream().anyMatch(reached::contains)) {
                reached.addAll(node.outputs());
                List<Placement> maps = grids.mapsOf(node);
                moved.follow(node, !maps.isEmpty());
                for (String output : node.outputs()) {
                    if (isMap(output, shapes) && !moved.has(output)) {
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

    /** The placement of a map. */
    public Placement of(String tensor) {
        return Objects.requireNonNull(placements.get(tensor), () -> "'" + tensor + "' is no map");
    }

    /**
     * The grid that gives exactly a map's size; where windows rounded down, this is not ⌈H·p/q⌉ of its strides. Empty if
     * the map has more samples than the input.
     */
    public Optional<Grid> exactly(String tensor) {
        Placement at = of(tensor);
        if (exceedsInput(tensor)) {
            return Optional.empty();
        }
        return at.grid()
                .grid()
                .filter(grid -> at.grid().place(shapes.image()).equals(at))
                .or(() -> Optional.of(ofSize(at.sizes())));
    }

    /** Whether a map has more samples along an axis than the input, so that no grid can restore it. */
    public boolean exceedsInput(String tensor) {
        Placement at = of(tensor);
        return IntStream.range(0, at.sizes().size())
                .anyMatch(i -> at.size(i) > shapes.image().size(MapGrid.SPACE + i));
    }

    /** Whether a map has more samples along an axis than a grid. */
    public boolean isFiner(String tensor, Grid grid) {
        return cappedAt(tensor, grid).isPresent();
    }

    /** The coarser of a map's grid and a grid, per axis; empty where the map is within the grid. */
    public Optional<Grid> cappedAt(String tensor, Grid grid) {
        Placement at = of(tensor);
        List<Integer> capped = new ArrayList<>();
        boolean coarser = true;
        for (int i = 0; i < at.sizes().size(); i++) {
            int asked = grid.samples(i, shapes.image().size(MapGrid.SPACE + i));
            coarser &= asked <= at.size(i);
            capped.add(Math.min(asked, at.size(i)));
        }
        if (capped.equals(at.sizes())) {
            return Optional.empty();
        }
        return Optional.of(coarser ? grid : ofSize(capped));
    }

    private Grid ofSize(List<Integer> sizes) {
        int[] whole = shapes.image().sizes();
        return Grid.ofSizes(
                sizes.stream().mapToInt(Integer::intValue).toArray(),
                Arrays.copyOfRange(whole, MapGrid.SPACE, whole.length));
    }

    /** The placements of the maps that a node reads, in input order. */
    public List<Placement> mapsOf(Node node) {
        return node.inputs().stream().filter(this::has).map(this::of).toList();
    }

    private void put(String tensor, MapGrid grid) {
        placements.put(tensor, Placement.of(grid, shapes.of(tensor)));
    }

    /** Whether a tensor has the axes of the input, and more than one sample. */
    private static boolean isMap(String tensor, Shapes shapes) {
        if (tensor.isEmpty()) {
            return false;
        }
        Shape shape = shapes.of(tensor);
        return shape.rank() == shapes.image().rank()
                && shape.rank() > MapGrid.SPACE
                && IntStream.range(MapGrid.SPACE, shape.rank()).anyMatch(axis -> shape.size(axis) > 1);
    }
}
