package dev.coppice.models.shape.batch;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.shape.batch.OpenBatchAssert.assertThatBatchOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;

/** Tests on nodes whose target sizes name two images. */
class BatchTargetTest {
    private static NetworkBuilder to(String op, long... sizes) {
        return NetworkBuilder.small().integers("sizes", sizes).node(op, "y", IMAGE, "sizes");
    }

    @Test
    void a_reshape_copies_the_batch_where_it_stays_in_place() {
        assertThatBatchOf(to("Reshape", 2, 3, 64))
                .opens()
                .asks("y", 1, 0, 3, 64)
                .andGives(10, 3, 64);
        assertThatBatchOf(to("Reshape", 2, -1)).opens().asks("y", 1, 0, -1).andGives(10, 192);
    }

    @Test
    void a_reshape_that_cuts_images_into_parts_leaves_their_number_open() {
        assertThatBatchOf(to("Reshape", 6, 1, 8, 8))
                .opens()
                .asks("y", 1, -1, 1, 8, 8)
                .andGives(30, 1, 8, 8);
        assertThatBatchOf(to("Reshape", 6, -1, 8))
                .opens()
                .asks("y", 1, -1, 8, 8)
                .andGives(30, 8, 8);
    }

    @Test
    void a_reshape_that_names_no_number_of_images_stays() {
        assertThatBatchOf(to("Reshape", 0, -1)).opens().asks("y", 1, 0, -1).andGives(10, 192);
        assertThatBatchOf(to("Reshape", -1, 64)).opens().asks("y", 1, -1, 64).andGives(30, 64);
    }

    /** As in a graph that leaves its batch open. */
    @Test
    void sizes_that_are_computed_from_the_number_of_images_stay() {
        NetworkBuilder nodes = NetworkBuilder.small()
                .node("Shape", "all", IMAGE)
                .integers("first", 0)
                .node("Gather", "images", "all", "first")
                .integers("rest", 3, 64)
                .node("Concat", "sizes", Attributes.NONE.with("axis", 0), "images", "rest")
                .node("Reshape", "y", IMAGE, "sizes");

        assertThatBatchOf(nodes).opens().andGives(10, 3, 64);
    }

    @Test
    void a_reshape_that_mixes_images_is_an_obstacle() {
        assertThatBatchOf(to("Reshape", 3, 128)).staysFixed("node 'y' (Reshape) mixes values of several images");
    }

    @Test
    void an_expansion_asks_for_one_image() {
        NetworkBuilder pooled = NetworkBuilder.small()
                .integers("sizes", 2, 3, 4, 5)
                .node("GlobalAveragePool", "g", IMAGE)
                .node("Expand", "y", "g", "sizes");

        assertThatBatchOf(pooled).opens().asks("y", 1, 1, 3, 4, 5).andGives(10, 3, 4, 5);
        assertThatBatchOf(to("Expand", 3, 8, 8)).opens().asks("y", 1, 3, 8, 8).andGives(10, 3, 8, 8);
    }

    @Test
    void a_resize_asks_for_height_and_width_alone() {
        NetworkBuilder resized =
                NetworkBuilder.small().integers("sizes", 2, 3, 16, 24).node("Resize", "y", IMAGE, "", "", "sizes");

        assertThatBatchOf(resized).opens().asks("y", 3, 16, 24).andGives(10, 3, 16, 24);
    }

    @Test
    void targets_do_not_take_names_that_are_there() {
        Graph graph = to("Reshape", 2, 3, 64).integers("y_target", 7).graph("y");

        Graph opened = OpenBatch.of(graph, IMAGE, Shape.of(2, 3, 8, 8), "y").graph();

        assertThat(opened.producer("y").orElseThrow().input(1)).isEqualTo("y_target_2");
        assertThat(opened.constant("y_target").orElseThrow().toLongs()).containsExactly(7);
    }

    @Test
    void what_mixes_images_is_an_obstacle_to_all_that_reads_it() {
        NetworkBuilder mixed = NetworkBuilder.small()
                .node("ReduceMax", "largest", Attributes.NONE.with("keepdims", 0), IMAGE)
                .node("Relu", "r", IMAGE)
                .node("Add", "y", "r", "largest");

        assertThatBatchOf(mixed).staysFixed("node 'largest' (ReduceMax) works along the batch");
    }
}
