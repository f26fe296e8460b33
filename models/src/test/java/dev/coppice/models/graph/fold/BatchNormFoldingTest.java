package dev.coppice.models.graph.fold;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;

/** Two channels lose means of 1 and 3, are scaled by 2 and −1 (γ / √(σ² + ε) with σ² + ε = 1 and 4), and gain 10 and 20. */
class BatchNormFoldingTest {
    private static final Attributes NORM = Attributes.NONE.with("epsilon", 0f);

    private static NetworkBuilder parameters() {
        return NetworkBuilder.small()
                .constant("gamma", Tensor.floats(Shape.of(2), 2, -2))
                .constant("beta", Tensor.floats(Shape.of(2), 10, 20))
                .constant("mean", Tensor.floats(Shape.of(2), 1, 3))
                .constant("var", Tensor.floats(Shape.of(2), 1, 4));
    }

    private static NetworkBuilder normed(NetworkBuilder nodes, String x) {
        return normed(nodes, NORM, x);
    }

    private static NetworkBuilder normed(NetworkBuilder nodes, Attributes attributes, String x) {
        return nodes.node("BatchNormalization", "y", attributes, x, "gamma", "beta", "mean", "var");
    }

    private static Graph folded(NetworkBuilder nodes) {
        Graph graph = nodes.graph("y");
        Graph folded = GraphRewriter.apply(graph, BatchNormFolding.fold(graph));
        assertThat(folded.nodes()).noneMatch(node -> node.is("BatchNormalization"));
        assertThat(BatchNormFolding.fold(folded)).isEmpty();
        return folded;
    }

    private static float[] constant(Graph graph, int position) {
        return graph.constant(graph.producer("y").orElseThrow().input(position))
                .orElseThrow()
                .toFloats();
    }

    private static Tensor filters(int... sizes) {
        return Tensor.floats(Shape.of(sizes), 1, 2, 3, 4, 5, 6);
    }

    @Test
    void a_convolution_takes_scale_and_shift() {
        NetworkBuilder nodes = parameters().constant("w", filters(2, 3, 1, 1)).node("Conv", "c", IMAGE, "w");

        Graph folded = folded(normed(nodes, "c"));

        assertThat(constant(folded, 1)).containsExactly(2, 4, 6, -4, -5, -6);
        assertThat(constant(folded, 2)).containsExactly(2 * -1 + 10, 3 + 20);
    }

    @Test
    void a_bias_is_scaled_too() {
        NetworkBuilder nodes = parameters()
                .constant("w", filters(2, 3, 1, 1))
                .constant("b", Tensor.floats(Shape.of(2), 5, 7))
                .node("Conv", "c", IMAGE, "w", "b");

        assertThat(constant(folded(normed(nodes, "c")), 2)).containsExactly(2 * (5 - 1) + 10, -(7 - 3) + 20);
    }

    @Test
    void a_transposed_convolution_is_scaled_along_its_second_axis() {
        NetworkBuilder nodes = parameters().constant("w", filters(3, 2, 1, 1)).node("ConvTranspose", "c", IMAGE, "w");

        assertThat(constant(folded(normed(nodes, "c")), 1)).containsExactly(2, -2, 6, -4, 10, -6);
    }

    @Test
    void groups_of_a_transposed_convolution_are_scaled_each_by_its_own() {
        NetworkBuilder nodes = parameters()
                .constant("two", Tensor.floats(Shape.of(2, 3, 1, 1), 1, 1, 1, 1, 1, 1))
                .node("Conv", "x", IMAGE, "two")
                .constant("w", Tensor.floats(Shape.of(2, 1, 1, 2), 1, 2, 3, 4))
                .node("ConvTranspose", "c", Attributes.NONE.with("group", 2), "x", "w");

        assertThat(constant(folded(normed(nodes, "c")), 1)).containsExactly(2, 4, -3, -4);
    }

    @Test
    void a_linear_layer_is_scaled_by_columns_and_loses_its_beta() {
        NetworkBuilder nodes = parameters()
                .integers("axes", 2, 3)
                .node("ReduceMean", "flat", Attributes.NONE.with("keepdims", 0), IMAGE, "axes")
                .constant("w", filters(3, 2))
                .constant("b", Tensor.scalar(4))
                .node("Gemm", "c", Attributes.NONE.with("beta", 0.5f), "flat", "w", "b");

        Graph folded = folded(normed(nodes, "c"));

        assertThat(constant(folded, 1)).containsExactly(2, -2, 6, -4, 10, -6);
        assertThat(constant(folded, 2)).containsExactly(2 * (2 - 1) + 10, -(2 - 3) + 20);
        assertThat(folded.producer("y").orElseThrow().attributes().has("beta")).isFalse();
    }

    @Test
    void weights_that_another_node_reads_are_folded_into_a_copy() {
        NetworkBuilder nodes = parameters()
                .constant("w", filters(2, 3, 1, 1))
                .node("Conv", "c", IMAGE, "w")
                .node("Conv", "d", IMAGE, "w");
        Graph graph = normed(nodes, "c").node("Add", "z", "y", "d").graph("z");

        Graph folded = GraphRewriter.apply(graph, BatchNormFolding.fold(graph));

        assertThat(folded.constant("w").orElseThrow().toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(constant(folded, 1)).containsExactly(2, 4, 6, -4, -5, -6);
    }

    @Test
    void what_is_no_affine_map_of_one_reader_stays() {
        NetworkBuilder shared = parameters().constant("w", filters(2, 3, 1, 1)).node("Conv", "c", IMAGE, "w");
        NetworkBuilder behind = parameters()
                .constant("w", filters(2, 3, 1, 1))
                .node("Conv", "c", IMAGE, "w")
                .node("Relu", "r", "c");
        NetworkBuilder trained = parameters().constant("w", filters(2, 3, 1, 1)).node("Conv", "c", IMAGE, "w");
        NetworkBuilder shifted = parameters()
                .constant("w", filters(2, 3, 1, 1))
                .constant("zero", Tensor.floats(Shape.of(2), 0, 0))
                .node("Relu", "b", "zero")
                .node("Conv", "c", IMAGE, "w", "b");

        assertThat(BatchNormFolding.fold(
                        normed(shared, "c").node("Add", "z", "y", "c").graph("z")))
                .isEmpty();
        assertThat(BatchNormFolding.fold(normed(behind, "r").graph("y"))).isEmpty();
        assertThat(BatchNormFolding.fold(
                        normed(trained, NORM.with("training_mode", 1), "c").graph("y")))
                .isEmpty();
        assertThat(BatchNormFolding.fold(normed(shifted, "c").graph("y"))).isEmpty();
    }
}
