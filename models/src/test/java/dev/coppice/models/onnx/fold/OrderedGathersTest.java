package dev.coppice.models.onnx.fold;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.onnx.fold.Computed.longs;
import static dev.coppice.models.onnx.fold.Computed.operators;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;

class OrderedGathersTest {
    /** The 6 numbers of the first channel and batch of an image of 2×3, taken by a table. */
    private static NetworkBuilder list() {
        return NetworkBuilder.over(2, 3)
                .integers("first", 0, 1)
                .integers("flat", -1)
                .node("ReduceMax", "map", Attributes.NONE.with("keepdims", 0), IMAGE, "first")
                .node("Reshape", "list", "map", "flat");
    }

    private static Graph taken(Tensor table) {
        return list().constant("table", table)
                .node("Gather", "y", "list", "table")
                .graph("y");
    }

    private static void assertStays(Graph graph) {
        assertThat(OrderedGathers.simplify(graph)).isSameAs(graph);
    }

    @Test
    void a_table_of_all_numbers_in_order_is_a_reshape() {
        Graph graph = OrderedGathers.simplify(taken(Tensor.longs(Shape.of(3, 2), 0, 1, 2, 3, 4, 5)));

        assertThat(operators(graph)).containsExactly("ReduceMax", "Reshape", "Reshape");
        assertThat(graph.node("y").inputs()).containsExactly("list", "y_target");
        assertThat(longs(graph, "y_target")).containsExactly(3, 2);
        assertThat(Computed.output(graph, Computed.rising(1, 1, 2, 3))).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void a_table_in_another_order_stays() {
        assertStays(taken(Tensor.longs(Shape.of(3, 2), 0, 1, 3, 2, 4, 5)));
    }

    @Test
    void a_table_of_some_numbers_stays() {
        assertStays(taken(Tensor.longs(Shape.of(2, 2), 0, 1, 2, 3)));
    }

    @Test
    void a_list_of_all_numbers_stays() {
        assertStays(taken(Tensor.vector(0, 1, 2, 3, 4, 5)));
    }

    @Test
    void rows_of_a_map_stay() {
        assertStays(list().constant("table", Tensor.longs(Shape.of(2, 1), 0, 1))
                .node("Gather", "y", "map", "table")
                .graph("y"));
    }

    @Test
    void an_image_of_open_size_stays() {
        assertStays(NetworkBuilder.random(2, 3, 1)
                .constant("table", Tensor.longs(Shape.of(1, 1), 0))
                .node("Gather", "y", IMAGE, "table")
                .graph("y"));
    }

    /** All numbers of a batch, by a table of these sizes. */
    private static Graph batch(long... sizes) {
        return list().node("Reshape", "all", IMAGE, "flat")
                .constant("zero", Tensor.longs(Shape.SCALAR, 0))
                .constant("one", Tensor.longs(Shape.SCALAR, 1))
                .integers("sizes", sizes)
                .node("Size", "size", IMAGE)
                .node("Range", "numbers", "zero", "size", "one")
                .node("Reshape", "table", "numbers", "sizes")
                .node("Gather", "y", "all", "table")
                .graph("y");
    }

    @Test
    void a_table_of_a_batch_leaves_it_open() {
        Graph graph = OrderedGathers.simplify(batch(-1, 9, 2));

        assertThat(operators(graph)).containsExactly("Reshape", "Reshape");
        assertThat(longs(graph, "y_target")).containsExactly(-1, 9, 2);
        assertThat(Computed.output(graph, Computed.rising(2, 3, 2, 3)))
                .isEqualTo(Computed.rising(36).toFloats());
    }

    @Test
    void a_table_with_two_open_axes_stays() {
        Graph graph = list().node("Shape", "shape", IMAGE)
                .constant("zero", Tensor.longs(Shape.SCALAR, 0))
                .constant("one", Tensor.longs(Shape.SCALAR, 1))
                .node("Gather", "n", "shape", "zero")
                .integers("front", 0)
                .node("Unsqueeze", "batch", "n", "front")
                .node("Concat", "sizes", Attributes.NONE.with("axis", 0), "batch", "batch")
                .node("Mul", "size", "n", "n")
                .node("Range", "numbers", "zero", "size", "one")
                .node("Reshape", "table", "numbers", "sizes")
                .node("Gather", "y", "numbers", "table")
                .graph("y");

        assertStays(graph);
    }

    @Test
    void a_constant_that_has_the_name_of_the_target_keeps_its_value() {
        Graph graph =
                OrderedGathers.simplify(list().constant("y_target", Tensor.longs(Shape.of(2, 3), 0, 1, 2, 3, 4, 5))
                        .node("Gather", "y", "list", "y_target")
                        .node("Cast", "positions", Attributes.NONE.with("to", 1), "y_target")
                        .node("Add", "z", "y", "positions")
                        .graph("z"));

        assertThat(graph.constant("y_target").orElseThrow().shape()).isEqualTo(Shape.of(2, 3));
        assertThat(longs(graph, graph.node("y").input(1))).containsExactly(2, 3);
    }
}
