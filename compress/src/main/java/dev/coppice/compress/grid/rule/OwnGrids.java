package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.OperatorKind;
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
 * Own grids of all feature maps of a graph: what its windows make of the input's grid. Maps of a single sample are not
 * listed, nor tensors that are no maps (vectors, constants). Tensors that hold the positions of maps elsewhere than along
 * the input's axes, such as tokens, have a {@link Layout}.
 */
public final class OwnGrids {
    private final Shapes shapes;
    private final Map<String, Placement> placements = new HashMap<>();
    private final Map<String, Layout> layouts = new HashMap<>();
    private final Map<String, Laid> laid = new HashMap<>();
    private final Set<String> guessed = new HashSet<>();
    private final Set<String> computed = new HashSet<>();

    private OwnGrids(Shapes shapes) {
        this.shapes = shapes;
    }

    /** The grids of a network's maps at the card's size, batch 1. */
    public static OwnGrids of(Network network) {
        return of(network.graph(), network.shapes(1), network.card().input().name());
    }

    /** The grids of a graph's maps, found from its inputs on. */
    public static OwnGrids of(Graph graph, Shapes shapes, String image) {
        OwnGrids grids = new OwnGrids(shapes);
        MapGrid full = MapGrid.of(Grid.FULL, shapes.image());
        GridNode.Scene scene = new GridNode.Scene(graph, shapes, grids, full, Resampling.AREA);
        Set<String> reached = new HashSet<>(grids.start(graph, image));
        MovedAxes moved = new MovedAxes(shapes);
        for (Node node : graph.nodes()) {
            grids.compute(node, graph);
            if (node.inputs().stream().anyMatch(reached::contains)) {
                reached.addAll(node.outputs());
                List<Placement> maps = grids.mapsOf(node);
                moved.follow(node, !maps.isEmpty());
                if (grids.lay(node, graph, maps)) {
                    continue;
                }
                boolean guess = grids.guesses(node);
                for (String output : node.outputs()) {
                    if (guess) {
                        grids.guessed.add(output);
                    }
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

    /** Notes whether a node computes from sizes and constants alone. */
    private void compute(Node node, Graph graph) {
        boolean fromSizes = node.inputs().stream()
                .allMatch(input -> input.isEmpty()
                        || computed.contains(input)
                        || graph.constant(input).isPresent());
        if (fromSizes || node.is("Shape", "Size")) {
            computed.addAll(node.outputs());
        }
    }

    /** Whether a tensor is computed from sizes and constants alone, and so is of another size where these are others. */
    public boolean isComputed(String tensor) {
        return computed.contains(tensor);
    }

    /** Places the inputs that are maps and returns their names: the picture, and others by their sizes. */
    private Set<String> start(Graph graph, String image) {
        Set<String> maps = new HashSet<>(Set.of(image));
        for (TensorInfo input : graph.inputs()) {
            if (isMap(input.name(), shapes)) {
                put(input.name(), MapGrid.ofSizes(shapes.of(input.name()), shapes.image()));
                maps.add(input.name());
                if (!input.name().equals(image)) {
                    guessed.add(input.name());
                }
            }
        }
        return maps;
    }

    /**
     * Whether a node's outputs are maps at best by their rank: nothing but their sizes says so, until a node that takes
     * nothing else reads them.
     */
    private boolean guesses(Node node) {
        boolean takesMaps = node.is(OperatorKind.POOLING, OperatorKind.RESAMPLING) || node.is("Conv", "ConvTranspose");
        return !takesMaps && node.inputs().stream().filter(this::has).allMatch(guessed::contains);
    }

    /** Notes where a node's outputs hold positions, if it reads or gives any elsewhere than as height and width. */
    private boolean lay(Node node, Graph graph, List<Placement> maps) {
        boolean readsMaps = node.inputs().stream().noneMatch(layouts::containsKey);
        boolean isMapNode = maps.isEmpty() || guesses(node) || GridRules.worksOnMaps(node, maps, shapes);
        LayoutNode read = LayoutNode.of(node, graph, shapes, this::layout);
        if (readsMaps && isMapNode && (maps.isEmpty() || !PaddedLayout.fillsWindows(read))) {
            return false;
        }
        Laid result = LayoutRules.of(read);
        if (readsMaps && !result.isKnown()) {
            return false;
        }
        laid.put(node.name(), result);
        for (int i = 0; i < result.outputs().size(); i++) {
            Layout layout = result.outputs().get(i);
            String output = node.outputs().get(i);
            layout.asMap()
                    .ifPresentOrElse(
                            field -> put(output, layout.grid(field, field.grid())), () -> layouts.put(output, layout));
        }
        return result.isKnown();
    }

    /** The layout of a tensor that holds positions; of a map, height and width. Empty for any other. */
    public Optional<Layout> layout(String tensor) {
        return has(tensor)
                ? Optional.of(Layout.ofMap(shapes.of(tensor), of(tensor)))
                : Optional.ofNullable(layouts.get(tensor));
    }

    /** What a node does to positions elsewhere than in height and width; empty for nodes that only know maps. */
    public Optional<Laid> laid(Node node) {
        return Optional.ofNullable(laid.get(node.name()));
    }

    /** Whether a tensor is a map with a grid, or holds positions of one elsewhere. */
    public boolean hasPositions(String tensor) {
        return has(tensor)
                || Optional.ofNullable(layouts.get(tensor))
                        .filter(Layout::hasPositions)
                        .isPresent();
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
