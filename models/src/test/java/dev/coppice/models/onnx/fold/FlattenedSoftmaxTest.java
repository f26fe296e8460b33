package dev.coppice.models.onnx.fold;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.onnx.fold.Computed.operators;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of Softmax between Flatten and a Reshape back, as files before opset 13 mean it. */
class FlattenedSoftmaxTest {
    private static Graph flattened(int from, int axis, int height, int width, long... back) {
        return NetworkBuilder.over(height, width)
                .integers("back", back)
                .node("Flatten", "flat", Attributes.NONE.with("axis", from), IMAGE)
                .node("Softmax", "s", Attributes.NONE.with("axis", axis), "flat")
                .node("Reshape", "y", "s", "back")
                .graph("y");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "-3, -1, 1, 1", "2, 1, 4, 2", "2, 1, 1, 3", "3, 1, 1, 3"})
    void one_wide_axis_is_that_of_the_softmax(int from, int axis, int size, int expected) {
        int height = expected == 2 ? size : 1;
        int width = expected == 3 ? 5 : 1;

        Graph graph = FlattenedSoftmax.simplify(flattened(from, axis, height, width, -1, 3, height, width));

        assertThat(operators(graph)).containsExactly("Softmax");
        assertThat(graph.node("y").inputs()).containsExactly(IMAGE);
        assertThat(graph.node("y").attributes().integer("axis", -1)).isEqualTo(expected);
    }

    @Test
    void no_wide_axis_leaves_the_last() {
        Graph graph = FlattenedSoftmax.simplify(flattened(2, 1, 1, 1, -1, 3, 1, 1));

        assertThat(operators(graph)).containsExactly("Softmax");
        assertThat(graph.node("y").attributes().integer("axis", -1)).isEqualTo(3);
    }

    private static void assertStays(Graph graph) {
        assertThat(FlattenedSoftmax.simplify(graph)).isSameAs(graph);
    }

    @Test
    void two_wide_axes_stay() {
        assertStays(flattened(1, 1, 4, 1, -1, 3, 4, 1));
    }

    @Test
    void another_shape_stays() {
        assertStays(flattened(1, 1, 1, 1, -1, 1, 3, 1));
    }

    @Test
    void a_softmax_over_the_rows_stays() {
        assertStays(flattened(1, 0, 1, 1, -1, 3, 1, 1));
    }

    @Test
    void an_image_of_open_size_stays() {
        assertStays(NetworkBuilder.random(1, 1, 1)
                .integers("back", -1, 3, 1, 1)
                .node("Flatten", "flat", Attributes.NONE, IMAGE)
                .node("Softmax", "s", Attributes.NONE.with("axis", 1), "flat")
                .node("Reshape", "y", "s", "back")
                .graph("y"));
    }
}
