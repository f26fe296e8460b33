package dev.coppice.models.onnx.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageHint;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.shape.Shapes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the rules on an image of 8×12 pixels and 3 channels, channels last in the file. */
class CarryRulesTest {
    private static final Attributes NONE = Attributes.NONE;
    private static final AxisOrder LAST = AxisOrder.channelsLast(4);

    private static Graph carried(Map<String, Tensor> constants, Node... nodes) {
        TensorInfo x = new TensorInfo(
                "x",
                ElementType.FLOAT,
                List.of(Dimension.open("N"), Dimension.of(8), Dimension.of(12), Dimension.of(3)));
        TensorInfo y = new TensorInfo("y", ElementType.FLOAT, List.of());
        Graph file = new Graph("last", List.of(x), List.of(y), List.of(nodes), constants);
        return ChannelsFirst.carry(file, ImageHint.of(ImageLayout.NHWC));
    }

    private static List<String> operators(Graph graph) {
        return graph.nodes().stream().map(Node::op).toList();
    }

    private static Shape shape(Graph graph, String tensor) {
        return Shapes.infer(graph, Map.of("x", Shape.of(2, 3, 8, 12))).of(tensor);
    }

    private static AxisOrder stored(Graph graph) {
        return graph.outputs().get(0).stored();
    }

    private static Tensor tensor(int... sizes) {
        return NetworkBuilder.counting(sizes);
    }

    @Test
    void a_squeeze_drops_the_axes_where_they_are_carried() {
        Graph read = carried(
                Map.of("space", Tensor.vector(1, 2), "axes", Tensor.vector(-3, 2)),
                Node.of("ReduceMean", "mean", NONE, "x", "space"),
                Node.of("Squeeze", "y", NONE, "mean", "axes"));

        assertThat(operators(read)).containsExactly("GlobalAveragePool", "Squeeze");
        assertThat(read.constant("axes")).contains(Tensor.vector(2, 3));
        assertThat(shape(read, "y")).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void a_vector_with_axes_for_pixels_becomes_a_map() {
        Graph read = carried(
                Map.of("space", Tensor.vector(1, 2), "axes", Tensor.vector(1, 2)),
                Node.of("ReduceMax", "most", NONE.with("keepdims", 0), "x", "space"),
                Node.of("Unsqueeze", "gate", NONE, "most", "axes"),
                Node.of("Mul", "y", NONE, "x", "gate"));

        assertThat(operators(read)).containsExactly("ReduceMax", "Unsqueeze", "Mul");
        assertThat(read.constant("space")).contains(Tensor.vector(2, 3));
        assertThat(read.constant("axes")).contains(Tensor.vector(2, 3));
        assertThat(shape(read, "gate")).isEqualTo(Shape.of(2, 3, 1, 1));
        assertThat(stored(read)).isEqualTo(LAST);
    }

    @Test
    void a_new_axis_of_a_map_follows_the_one_before_it_in_the_file() {
        Graph read = carried(
                Map.of("new", Tensor.vector(4), "old", Tensor.vector(-1)),
                Node.of("Unsqueeze", "five", NONE, "x", "new"),
                Node.of("Relu", "relu", NONE, "five"),
                Node.of("Squeeze", "y", NONE, "relu", "old"));

        assertThat(operators(read)).containsExactly("Unsqueeze", "Relu", "Squeeze");
        assertThat(read.constant("new")).contains(Tensor.vector(2));
        assertThat(read.constant("old")).contains(Tensor.vector(2));
        assertThat(shape(read, "relu")).isEqualTo(Shape.of(2, 3, 1, 8, 12));
        assertThat(stored(read)).isEqualTo(LAST);
    }

    @Test
    void a_new_first_axis_stays_first() {
        Graph read = carried(
                Map.of("new", Tensor.vector(0)),
                Node.of("Unsqueeze", "five", NONE, "x", "new"),
                Node.of("Squeeze", "y", NONE, "five", "new"));

        assertThat(operators(read)).containsExactly("Unsqueeze", "Squeeze");
        assertThat(shape(read, "five")).isEqualTo(Shape.of(1, 2, 3, 8, 12));
        assertThat(stored(read)).isEqualTo(LAST);
    }

    @Test
    void a_squeeze_of_whatever_is_one_reads_the_order_of_the_file() {
        Graph read = carried(
                Map.of("space", Tensor.vector(1, 2)),
                Node.of("ReduceMean", "mean", NONE, "x", "space"),
                Node.of("Squeeze", "y", NONE, "mean"));

        assertThat(operators(read)).containsExactly("GlobalAveragePool", "Transpose", "Squeeze");
        assertThat(read.nodes().get(1).attributes().integers("perm")).containsExactly(0, 2, 3, 1);
    }

    @Test
    void constants_of_fewer_axes_are_turned_without_ones_in_front() {
        Graph read = carried(
                Map.of(
                        "bias", Tensor.floats(Shape.of(3), 1, 2, 3),
                        "rows", tensor(12, 3),
                        "one", Tensor.floats(Shape.of(1), 5)),
                Node.of("Add", "a", NONE, "x", "bias"),
                Node.of("Add", "b", NONE, "a", "rows"),
                Node.of("Mul", "y", NONE, "one", "b"));

        assertThat(operators(read)).containsExactly("Add", "Add", "Mul");
        assertThat(read.constant("bias")).contains(Tensor.floats(Shape.of(3, 1, 1), 1, 2, 3));
        assertThat(read.constant("rows").orElseThrow().shape()).isEqualTo(Shape.of(3, 1, 12));
        assertThat(read.constant("one")).contains(Tensor.floats(Shape.of(1), 5));
        assertThat(stored(read)).isEqualTo(LAST);
    }

    @Test
    void a_computed_tensor_of_fewer_axes_gets_all_of_them() {
        Graph read = carried(
                Map.of("axes", Tensor.vector(0, 1, 2)),
                Node.of("ReduceMax", "most", NONE.with("keepdims", 0), "x", "axes"),
                Node.of("Div", "y", NONE, "x", "most"));

        assertThat(operators(read)).containsExactly("ReduceMax", "Unsqueeze", "Transpose", "Div");
        Node turned = read.producer(read.node("y").input(1)).orElseThrow();
        assertThat(turned.attributes().integers("perm")).containsExactly(0, 3, 1, 2);
        Node full = read.producer(turned.input(0)).orElseThrow();
        assertThat(read.constant(full.input(1))).contains(Tensor.vector(0, 1, 2));
        assertThat(shape(read, turned.output())).isEqualTo(Shape.of(1, 3, 1, 1));
    }

    @Test
    void inputs_that_are_left_out_or_do_not_broadcast_stay() {
        Graph read = carried(Map.of("six", Tensor.scalar(6)), Node.of("Clip", "y", NONE, "x", "", "six"));

        assertThat(read.node("y").inputs()).containsExactly("x", "", "six");
        assertThat(stored(read)).isEqualTo(LAST);
    }

    @Test
    void lists_with_an_entry_for_each_axis_are_turned() {
        Graph read = carried(
                Map.of(
                        "scales", Tensor.floats(Shape.of(4), 1, 2, 3, 1),
                        "repeats", Tensor.vector(1, 2, 1, 5),
                        "to", Tensor.vector(1, 32, 36, 15)),
                Node.of("Resize", "r", NONE.with("mode", "nearest"), "x", "", "scales"),
                Node.of("Tile", "t", NONE, "r", "repeats"),
                Node.of("Expand", "y", NONE, "t", "to"));

        assertThat(operators(read)).containsExactly("Resize", "Tile", "Expand");
        assertThat(read.constant("scales")).contains(Tensor.floats(Shape.of(4), 1, 1, 2, 3));
        assertThat(read.constant("repeats")).contains(Tensor.vector(1, 5, 2, 1));
        assertThat(read.constant("to")).contains(Tensor.vector(1, 15, 32, 36));
        assertThat(shape(read, "y")).isEqualTo(Shape.of(2, 15, 32, 36));
    }

    @Test
    void axes_that_are_named_are_the_carried_ones() {
        Graph read = carried(
                Map.of(
                        "pads", Tensor.vector(1, 2, 3, 4),
                        "axes", Tensor.vector(-1, 1),
                        "sizes", Tensor.vector(20, 30)),
                Node.of("Pad", "p", NONE, "x", "pads", "", "axes"),
                Node.of("Resize", "y", NONE.with("axes", 1, -2), "p", "", "", "sizes"));

        assertThat(operators(read)).containsExactly("Pad", "Resize");
        assertThat(read.constant("axes")).contains(Tensor.vector(1, 2));
        assertThat(read.node("y").attributes().integers("axes")).containsExactly(2, 3);
        assertThat(shape(read, "p")).isEqualTo(Shape.of(2, 7, 14, 12));
        assertThat(shape(read, "y")).isEqualTo(Shape.of(2, 7, 20, 30));
    }

    /** As tf.image.resize(x, tf.shape(x)[1:3]) and the like are exported, where the file leaves its sizes open. */
    @Test
    void computed_sizes_are_those_of_the_file_and_computed_lists_are_turned() {
        Graph read = open(
                ImageHint.of(ImageLayout.NHWC),
                Map.of("two", Tensor.vector(1, 2, 2, 1), "none", Tensor.vector(0, 0, 0, 0)),
                Node.of("Shape", "shape", NONE, "x"),
                Node.of("Mul", "larger", NONE, "shape", "two"),
                Node.of("Resize", "r", NONE.with("mode", "nearest"), "x", "", "", "larger"),
                Node.of("Sub", "more", NONE, "larger", "shape"),
                Node.of("Concat", "pads", NONE.with("axis", 0), "none", "more"),
                Node.of("Pad", "y", NONE, "r", "pads"));

        assertThat(operators(read))
                .containsExactly("Shape", "Gather", "Mul", "Sub", "Concat", "Gather", "Resize", "Gather", "Pad");
        assertThat(read.constant(read.node("shape").input(1))).contains(Tensor.vector(0, 2, 3, 1));
        assertThat(shape(read, "r")).isEqualTo(Shape.of(2, 3, 16, 24));
        assertThat(shape(read, "y")).isEqualTo(Shape.of(2, 3, 24, 36));
        assertThat(stored(read)).isEqualTo(LAST);
    }

    @Test
    void a_part_of_a_shape_and_the_number_of_elements_are_those_of_the_file() {
        Graph read = open(
                ImageHint.of(ImageLayout.NHWC),
                Map.of(),
                Node.of("Shape", "part", NONE.with("start", -2).with("end", 9), "x"),
                Node.of("Size", "size", NONE, "x"),
                Node.of("Mul", "y", NONE, "part", "size"));

        assertThat(read.constant(read.node("part").input(1))).contains(Tensor.vector(3, 1));
        assertThat(read.node("size").input(0)).isEqualTo("x");
    }

    @Test
    void a_file_that_takes_one_size_is_carried_by_that_size() {
        Map<String, Tensor> places = Map.of("places", tensor(8, 12, 1));
        Node sum = Node.of("Add", "y", NONE, "x", "places");

        Graph unknown = open(ImageHint.NONE, places, sum);
        Graph read = open(ImageHint.NONE.sized(List.of(8, 12)), places, sum);

        assertThat(stored(unknown)).isEqualTo(AxisOrder.SAME);
        assertThat(stored(read)).isEqualTo(LAST);
        assertThat(read.constant("places").orElseThrow().shape()).isEqualTo(Shape.of(8, 12));
    }

    private static Graph open(ImageHint hint, Map<String, Tensor> constants, Node... nodes) {
        List<Dimension> sizes = List.of(Dimension.open("N"), Dimension.open("H"), Dimension.open("W"), Dimension.of(3));
        TensorInfo x = new TensorInfo("x", ElementType.FLOAT, sizes);
        TensorInfo y = new TensorInfo("y", ElementType.FLOAT, List.of());
        return ChannelsFirst.carry(new Graph("open", List.of(x), List.of(y), List.of(nodes), constants), hint);
    }

    @Test
    void a_slice_of_the_first_axes_names_them() {
        Graph read = carried(
                Map.of("from", Tensor.vector(0, 1, 2), "to", Tensor.vector(9, 7, 6)),
                Node.of("Slice", "y", NONE, "x", "from", "to"));

        assertThat(read.constant(read.node("y").input(3))).contains(Tensor.vector(0, 2, 3));
        assertThat(shape(read, "y")).isEqualTo(Shape.of(2, 3, 6, 4));
    }

    @Test
    void a_shorter_list_is_for_the_order_of_the_file() {
        Graph read = carried(
                Map.of("space", Tensor.vector(1, 2), "to", Tensor.vector(8, 12, 1)),
                Node.of("ReduceMean", "mean", NONE, "x", "space"),
                Node.of("Expand", "y", NONE, "mean", "to"));

        assertThat(operators(read)).containsExactly("GlobalAveragePool", "Transpose", "Expand");
        assertThat(read.constant("to")).contains(Tensor.vector(8, 12, 1));
    }

    @Test
    void a_gather_takes_the_carried_axis() {
        Graph list = carried(
                Map.of("bgr", Tensor.vector(2, 1, 0)), Node.of("Gather", "y", NONE.with("axis", -1), "x", "bgr"));
        Graph number = carried(
                Map.of("row", Tensor.longs(Shape.SCALAR, 4)), Node.of("Gather", "y", NONE.with("axis", 1), "x", "row"));

        assertThat(operators(list)).containsExactly("Gather");
        assertThat(list.node("y").attributes().integer("axis", 0)).isEqualTo(1);
        assertThat(stored(list)).isEqualTo(LAST);
        assertThat(number.node("y").attributes().integer("axis", 0)).isEqualTo(2);
        assertThat(shape(number, "y")).isEqualTo(Shape.of(2, 3, 12));
        assertThat(stored(number)).isEqualTo(AxisOrder.channelsLast(3));
    }

    @Test
    void a_gather_by_a_table_reads_the_order_of_the_file() {
        Graph read = carried(
                Map.of("table", Tensor.longs(Shape.of(1, 2), 0, 1)),
                Node.of("Gather", "y", NONE.with("axis", 3), "x", "table"));

        assertThat(operators(read)).containsExactly("Transpose", "Gather");
        assertThat(read.node("y").attributes().integer("axis", 0)).isEqualTo(3);
    }

    @Test
    void statistics_over_axes_that_stay_last_need_no_transpose() {
        Attributes swap = NONE.with("perm", 0, 1, 3, 2);
        Map<String, Tensor> scales = Map.of("scale", tensor(12), "channels", tensor(3));

        Graph along = carried(
                scales,
                Node.of("Transpose", "t", swap, "x"),
                Node.of("LayerNormalization", "n", NONE, "t", "scale"),
                Node.of("Transpose", "y", swap, "n"));
        Graph across = carried(scales, Node.of("LayerNormalization", "y", NONE, "x", "channels"));

        assertThat(operators(along)).doesNotContain("Transpose").contains("LayerNormalization");
        assertThat(stored(along)).isEqualTo(LAST);
        assertThat(operators(across)).containsExactly("Transpose", "LayerNormalization");
    }

    @Test
    void a_flattened_vector_is_the_same_in_both_orders() {
        Graph read = carried(
                Map.of("space", Tensor.vector(1, 2)),
                Node.of("ReduceMean", "mean", NONE, "x", "space"),
                Node.of("Flatten", "y", NONE, "mean"));
        Graph whole = carried(Map.of(), Node.of("Flatten", "y", NONE, "x"));

        assertThat(operators(read)).containsExactly("GlobalAveragePool", "Flatten");
        assertThat(shape(read, "y")).isEqualTo(Shape.of(2, 3));
        assertThat(operators(whole)).containsExactly("Transpose", "Flatten");
        assertThat(shape(whole, "y")).isEqualTo(Shape.of(2, 288));
    }

    @Test
    void a_graph_for_a_batch_of_one_is_carried_too() {
        Map<String, Tensor> constants = Map.of("to", Tensor.vector(1, 96, 3), "map", Tensor.vector(1, 8, 12, 3));

        Graph read = carried(
                constants,
                Node.of("Reshape", "tokens", NONE, "x", "to"),
                Node.of("Relu", "relu", NONE, "tokens"),
                Node.of("Reshape", "y", NONE, "relu", "map"));

        assertThat(operators(read)).containsExactly("Reshape", "Relu", "Reshape");
        assertThat(read.constant("to")).contains(Tensor.vector(1, 3, 96));
        assertThat(read.constant("map")).contains(Tensor.vector(1, 3, 8, 12));
        assertThat(stored(read)).isEqualTo(LAST);
    }

    @Test
    void a_graph_whose_shapes_disagree_stays_as_it_is() {
        Graph read = carried(Map.of("w", tensor(5, 7)), Node.of("MatMul", "y", NONE, "x", "w"));

        assertThat(operators(read)).containsExactly("MatMul");
        assertThat(read.inputs().get(0).stored().isSame()).isTrue();
    }
}
