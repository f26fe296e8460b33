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

/** Tests of sizes that are computed from the batch of an image of N×3×4×6. */
class ShapeSubgraphsTest {
    private static NetworkBuilder sized() {
        return NetworkBuilder.over(4, 6)
                .integers("first", 0)
                .integers("two", 2)
                .integers("three", 3)
                .node("Shape", "shape", IMAGE)
                .node("Gather", "batch", "shape", "first");
    }

    private static NetworkBuilder target(String... parts) {
        return sized().node("Concat", "target", Attributes.NONE.with("axis", 0), parts);
    }

    private static Graph reshaped(NetworkBuilder target) {
        return ShapeSubgraphs.fold(target.node("Reshape", "y", IMAGE, "target").graph("y"));
    }

    @Test
    void the_batch_at_its_place_is_copied() {
        Graph graph = reshaped(target("batch", "rest").integers("rest", 18, 4));

        assertThat(operators(graph)).containsExactly("Reshape");
        assertThat(longs(graph, "y_target")).containsExactly(0, 18, 4);
    }

    @Test
    void the_size_that_is_left_is_written_out_where_the_batch_is_copied() {
        Graph graph = reshaped(target("batch", "rest").integers("rest", -1, 4));

        assertThat(longs(graph, "y_target")).containsExactly(0, 18, 4);
    }

    @Test
    void a_multiple_of_the_batch_is_what_is_left() {
        Graph graph = reshaped(
                target("maps", "rest").node("Mul", "maps", "batch", "three").integers("rest", 4, 6));

        assertThat(longs(graph, "y_target")).containsExactly(-1, 4, 6);
    }

    @Test
    void the_batch_at_another_place_is_what_is_left() {
        Graph graph = reshaped(target("rest", "batch").integers("rest", 72));

        assertThat(longs(graph, "y_target")).containsExactly(72, -1);
    }

    @Test
    void two_axes_that_depend_on_the_batch_elsewhere_keep_their_target() {
        Graph graph = ShapeSubgraphs.fold(sized().node("Mul", "squared", "batch", "batch")
                .node("Concat", "wide", Attributes.NONE.with("axis", 0), "squared", "channel")
                .integers("channel", 1)
                .constant("point", Tensor.floats(Shape.of(1, 1), 1))
                .node("Expand", "square", "point", "wide")
                .node("Concat", "target", Attributes.NONE.with("axis", 0), "channel", "batch", "batch")
                .node("Reshape", "y", "square", "target")
                .graph("y"));

        assertThat(operators(graph)).contains("Shape", "Gather", "Concat", "Reshape");
        assertThat(graph.node("y").input(1)).isEqualTo("target");
    }

    @Test
    void a_target_that_allows_zeros_stays() {
        Graph graph = ShapeSubgraphs.fold(target("batch", "rest")
                .integers("rest", 72)
                .node("Reshape", "y", Attributes.NONE.with("allowzero", 1), IMAGE, "target")
                .graph("y"));

        assertThat(graph.node("y").input(1)).isEqualTo("target");
    }

    @Test
    void a_size_that_does_not_depend_on_the_batch_is_constant() {
        Graph graph = reshaped(target("batch", "pixels")
                .integers("axes", 1, 2, 3)
                .node("Gather", "sizes", "shape", "axes")
                .node("ReduceProd", "pixels", "sizes"));

        assertThat(longs(graph, "y_target")).containsExactly(0, 72);
    }

    @Test
    void a_target_has_another_name_if_its_own_is_taken() {
        Graph graph = ShapeSubgraphs.fold(target("batch", "y_target")
                .integers("y_target", 72)
                .node("Reshape", "y", IMAGE, "target")
                .graph("y"));

        assertThat(graph.node("y").input(1)).isEqualTo("y_target_2");
        assertThat(longs(graph, "y_target_2")).containsExactly(0, 72);
    }

    @Test
    void an_expansion_leaves_the_batch_to_its_input() {
        Graph graph = ShapeSubgraphs.fold(target("batch", "rest")
                .integers("rest", 3, 4, 6)
                .integers("space", 2, 3)
                .node("ReduceMean", "mean", IMAGE, "space")
                .node("Expand", "y", "mean", "target")
                .graph("y"));

        assertThat(operators(graph)).containsExactly("ReduceMean", "Expand");
        assertThat(longs(graph, "y_target")).containsExactly(1, 3, 4, 6);
    }

    @Test
    void an_expansion_that_makes_the_batch_names_it() {
        Graph graph = ShapeSubgraphs.fold(target("batch", "rest")
                .integers("rest", 3, 4, 6)
                .constant("plane", Computed.rising(4, 6))
                .node("Expand", "y", "plane", "target")
                .graph("y"));

        assertThat(graph.node("y").input(1)).isEqualTo("target");
        assertThat(operators(graph)).containsExactly("Shape", "Gather", "Concat", "Expand");
    }

    private static Graph resized(Attributes attributes, NetworkBuilder target) {
        return ShapeSubgraphs.fold(
                target.node("Resize", "y", attributes, IMAGE, "", "", "target").graph("y"));
    }

    @Test
    void a_resize_names_height_and_width_alone() {
        Graph graph = resized(Attributes.NONE, target("batch", "rest").integers("rest", 3, 8, 12));

        assertThat(operators(graph)).containsExactly("Resize");
        assertThat(graph.node("y").attributes().integers("axes")).containsExactly(2, 3);
        assertThat(graph.node("y").inputs()).containsExactly(IMAGE, "", "", "y_target");
        assertThat(longs(graph, "y_target")).containsExactly(8, 12);
    }

    @Test
    void a_resize_of_channels_keeps_its_target() {
        Graph graph = resized(Attributes.NONE, target("batch", "rest").integers("rest", 6, 8, 12));

        assertThat(graph.node("y").input(3)).isEqualTo("target");
        assertThat(graph.node("y").attributes().has("axes")).isFalse();
    }

    @Test
    void a_resize_of_named_axes_keeps_its_target() {
        Graph graph = resized(
                Attributes.NONE.with("axes", 0, 1, 2, 3),
                target("batch", "rest").integers("rest", 3, 8, 12));

        assertThat(graph.node("y").input(3)).isEqualTo("target");
    }

    @Test
    void an_image_of_open_size_keeps_its_target() {
        Graph graph = NetworkBuilder.random(4, 6, 1)
                .integers("first", 0, 1)
                .integers("rest", -1)
                .node("Shape", "shape", IMAGE)
                .node("Gather", "kept", "shape", "first")
                .node("Concat", "target", Attributes.NONE.with("axis", 0), "kept", "rest")
                .node("Reshape", "y", IMAGE, "target")
                .graph("y");

        assertThat(ShapeSubgraphs.fold(graph)).isSameAs(graph);
    }

    @Test
    void a_graph_without_sizes_is_the_same() {
        Graph graph = NetworkBuilder.over(4, 6).node("Relu", "y", IMAGE).graph("y");

        assertThat(ShapeSubgraphs.fold(graph)).isSameAs(graph);
    }

    @Test
    void an_output_that_is_a_constant_size_is_still_computed() {
        Graph graph =
                sized().integers("axis", 1).node("Gather", "y", "shape", "axis").graph("y");

        assertThat(ShapeSubgraphs.fold(graph).node("y").inputs()).containsExactly("shape", "axis");
    }

    /** A region of interest has a start and an end for each axis that is resized. */
    @Test
    void a_resize_of_a_region_keeps_its_target() {
        Graph graph = ShapeSubgraphs.fold(target("batch", "rest")
                .integers("rest", 3, 8, 12)
                .constant("region", Tensor.floats(Shape.of(8), 0, 0, 0, 0, 1, 1, 0.5f, 0.5f))
                .node(
                        "Resize",
                        "y",
                        Attributes.NONE.with("coordinate_transformation_mode", "tf_crop_and_resize"),
                        IMAGE,
                        "region",
                        "",
                        "target")
                .graph("y"));

        assertThat(graph.node("y").inputs()).containsExactly(IMAGE, "region", "", "target");
        assertThat(graph.node("y").attributes().has("axes")).isFalse();
    }
}
