package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Node as a layout rule sees it.
 *
 * @param node the node
 * @param graph the graph as it is
 * @param shapes shapes of its tensors at the card's size
 * @param known layouts of all tensors before it
 * @param layouts layouts of its inputs, in input order; empty for constants and all whose positions are not known
 */
record LayoutNode(
        Node node,
        Graph graph,
        Shapes shapes,
        Function<String, Optional<Layout>> known,
        List<Optional<Layout>> layouts) {
    static LayoutNode of(Node node, Graph graph, Shapes shapes, Function<String, Optional<Layout>> layouts) {
        return new LayoutNode(
                node,
                graph,
                shapes,
                layouts,
                node.inputs().stream().map(layouts).toList());
    }

    Attributes attributes() {
        return node.attributes();
    }

    Shape shape(int input) {
        return shapes.of(node.input(input));
    }

    Shape outputShape() {
        return shapes.of(node.output());
    }

    /** The layout of the first input; empty if it is not known. */
    Optional<Layout> first() {
        return layouts.get(0);
    }

    /** An attribute that names an axis, counted from the front. */
    int axis(int otherwise, int rank) {
        int axis = node.attributes().integer("axis", otherwise);
        return axis < 0 ? axis + rank : axis;
    }

    /** The axes that it names as an attribute or as its second input, counted from the front; empty if it names none. */
    Optional<int[]> axes(int rank) {
        Optional<int[]> given = node.attributes().has("axes")
                ? Optional.of(node.attributes().integers("axes"))
                : Optional.of(node.inputs().size())
                        .filter(inputs -> inputs > 1 && node.hasInput(1))
                        .flatMap(inputs -> shapes.value(node.input(1)))
                        .map(LayoutNode::ints);
        return given.map(
                axes -> Arrays.stream(axes).map(a -> a < 0 ? a + rank : a).toArray());
    }

    private static int[] ints(Tensor values) {
        return Arrays.stream(values.toLongs()).mapToInt(Math::toIntExact).toArray();
    }

    /** An axis for each of the shape's, without positions. */
    static List<List<Factor>> plain(Shape shape) {
        List<List<Factor>> axes = new ArrayList<>();
        for (int size : shape.sizes()) {
            axes.add(Layout.part(Factor.plain(size)));
        }
        return axes;
    }
}
