package dev.coppice.models.shape;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Opening of the space axes of a graph that was written for one size. Exporters write the size of the map that another one is
 * resized to as numbers; here it is read from that map, the first of this size in the graph. A pool over a whole map is made
 * a global one. What else names a size, such as positions, stays as it is.
 */
public final class OpenSizes {
    private static final int SCALES = 2;
    private static final int SIZES = 3;
    private static final String STRETCH = "stretch";

    private final Graph graph;
    private final Shapes shapes;
    private final int rank;
    private final Set<String> made = new HashSet<>();
    private final List<String> maps = new ArrayList<>();
    private final List<GraphEdit> edits = new ArrayList<>();

    private OpenSizes(Graph graph, String input, Shape image) {
        this.graph = graph;
        shapes = Shapes.infer(graph, Map.of(input, image));
        rank = image.rank();
        made.add(input);
        maps.add(input);
    }

    /**
     * Opens the sizes; the same object if none is written as numbers.
     *
     * @param input the image input
     * @param image its shape, N×C and its space axes, for which the graph was written
     */
    public static Graph of(Graph graph, String input, Shape image) {
        return new OpenSizes(graph, input, image).opened();
    }

    private Graph opened() {
        for (Node node : graph.nodes()) {
            opened(node).ifPresent(by -> edits.add(new GraphEdit.ReplaceNode(node.name(), by)));
            if (node.inputs().stream().anyMatch(made::contains)) {
                made.addAll(node.outputs());
                maps.addAll(node.outputs().stream().filter(this::isMap).toList());
            }
        }
        return edits.isEmpty() ? graph : GraphRewriter.apply(graph, edits);
    }

    private Optional<List<Node>> opened(Node node) {
        if (node.is("Resize") && isMap(node.output())) {
            return resized(node);
        }
        return isOverAll(node)
                ? Optional.of(List.of(new Node(
                        node.name(),
                        node.domain(),
                        "Global" + node.op(),
                        node.inputs(),
                        node.outputs(),
                        Attributes.NONE)))
                : Optional.empty();
    }

    private boolean isMap(String tensor) {
        return !tensor.isEmpty() && shapes.of(tensor).rank() == rank;
    }

    /** A resize to a size that is not the same multiple of its input's whatever the picture's. */
    private Optional<List<Node>> resized(Node node) {
        Shape in = shapes.of(node.input(0));
        Shape out = shapes.of(node.output());
        boolean isNumber = node.hasInput(SIZES)
                ? graph.constant(node.input(SIZES)).isPresent()
                : graph.constant(node.input(SCALES)).filter(this::isUneven).isPresent();
        boolean isSpace = IntStream.range(0, rank - space(out).length).allMatch(i -> in.size(i) == out.size(i));
        boolean isPlain = !node.attributes()
                        .text("coordinate_transformation_mode", "")
                        .equals("tf_crop_and_resize")
                && node.attributes().text("keep_aspect_ratio_policy", STRETCH).equals(STRETCH);
        if (!isNumber || !isSpace || !isPlain) {
            return Optional.empty();
        }
        return maps.stream()
                .filter(map -> Arrays.equals(space(shapes.of(map)), space(out)))
                .findFirst()
                .map(map -> like(node, map));
    }

    private boolean isUneven(Tensor scales) {
        for (float scale : scales.toFloats()) {
            if (scale != Math.rint(scale) && 1 / scale != Math.rint(1 / scale)) {
                return true;
            }
        }
        return false;
    }

    private List<Node> like(Node node, String map) {
        String size = FreshName.in(graph, node.output() + "_size");
        int[] axes = IntStream.range(rank - space(shapes.of(map)).length, rank).toArray();
        Node read = Node.of("Shape", size, Attributes.NONE.with("start", axes[0]), map);
        return List.of(
                read,
                node.withInputs(List.of(node.input(0), "", "", size))
                        .withAttributes(node.attributes().with("axes", axes)));
    }

    private boolean isOverAll(Node node) {
        if (!node.is("AveragePool", "MaxPool") || node.outputs().size() != 1) {
            return false;
        }
        int[] space = space(shapes.of(node.input(0)));
        int[] none = new int[2 * space.length];
        return Arrays.equals(node.attributes().integers("kernel_shape"), space)
                && Arrays.equals(node.attributes().integers("pads", none), none)
                && Arrays.stream(space(shapes.of(node.output()))).allMatch(size -> size == 1)
                && Arrays.stream(space).anyMatch(size -> size > 1);
    }

    private static int[] space(Shape shape) {
        return Arrays.copyOfRange(shape.sizes(), 2, shape.rank());
    }
}
