package dev.coppice.models.onnx.fold;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.onnx.fold.Computed.longs;
import static dev.coppice.models.onnx.fold.Computed.operators;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EinsumProductsTest {
    /** The product of an image of N×3×2×4 with weights that count from 0. */
    private static Graph product(String equation, int... weights) {
        return NetworkBuilder.over(2, 4)
                .constant("w", Computed.rising(weights))
                .node("Einsum", "y", Attributes.NONE.with("equation", equation), IMAGE, "w")
                .graph("y");
    }

    /** The product of the image 0, 1, 2, … with weights 0, 1, 2, …, as a matrix with this many columns. */
    private static float[] expected(int rows, int summed, int columns) {
        float[] y = new float[rows * columns];
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < summed; k++) {
                y[i] += (i / columns * summed + k) * (k * columns + i % columns);
            }
        }
        return y;
    }

    @Test
    void a_sum_over_the_last_axis_is_a_product_of_matrices() {
        Graph graph = EinsumProducts.simplify(product("nchw, wk -> nchk", 4, 5));

        assertThat(operators(graph)).containsExactly("MatMul");
        assertThat(graph.node("y").inputs()).containsExactly(IMAGE, "y/weights");
        assertThat(graph.constant("y/weights").orElseThrow().shape()).isEqualTo(Shape.of(4, 5));
        assertThat(Computed.output(graph, Computed.rising(1, 3, 2, 4))).isEqualTo(expected(6, 4, 5));
    }

    @Test
    void two_axes_that_are_summed_over_are_one_before_the_product() {
        Graph graph = EinsumProducts.simplify(product("nchw,hwk->nck", 2, 4, 5));

        assertThat(operators(graph)).containsExactly("Reshape", "MatMul");
        assertThat(longs(graph, "y/rows")).containsExactly(0, 0, 8);
        assertThat(graph.node("y").op()).isEqualTo("MatMul");
        assertThat(Computed.output(graph, Computed.rising(1, 3, 2, 4))).isEqualTo(expected(3, 8, 5));
    }

    @Test
    void two_axes_that_are_made_are_parted_behind_the_product() {
        Graph graph = EinsumProducts.simplify(product("nchw,wde->nchde", 4, 2, 3));

        assertThat(operators(graph)).containsExactly("MatMul", "Reshape");
        assertThat(longs(graph, "y/axes")).containsExactly(0, 0, 0, 2, 3);
        assertThat(graph.node("y").inputs()).containsExactly("y/made", "y/axes");
        assertThat(Computed.output(graph, Computed.rising(1, 3, 2, 4))).isEqualTo(expected(6, 4, 6));
    }

    @Test
    void several_axes_may_be_summed_over_and_made() {
        Graph graph = EinsumProducts.simplify(product("nchw,chwde->nde", 3, 2, 4, 2, 3));

        assertThat(operators(graph)).containsExactly("Reshape", "MatMul", "Reshape");
        assertThat(longs(graph, "y/rows")).containsExactly(0, 24);
        assertThat(longs(graph, "y/axes")).containsExactly(0, 2, 3);
        assertThat(Computed.output(graph, Computed.rising(2, 3, 2, 4))).isEqualTo(expected(2, 24, 6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nchw,wk->nckh | an order of axes that no product gives",
                "nchw,kw->nchk | weights that are turned",
                "nchw,ck->nkhw | a sum over another axis than the last",
                "nchw,wk       | an equation without an output",
                "...w,wk->...k | any number of axes",
                "nchw,kd->nchwkd | nothing to sum over",
                "nchw,hw->nc   | nothing that is made",
                "nnhw,wk->nnhk | a diagonal"
            })
    void other_equations_stay(String equation, String why) {
        Graph graph = product(equation, 4, 4);

        assertThat(EinsumProducts.simplify(graph)).as(why).isSameAs(graph);
    }

    @Test
    void a_product_of_two_images_stays() {
        Graph graph = NetworkBuilder.over(4, 4)
                .node("Einsum", "y", Attributes.NONE.with("equation", "nchw,nckw->nchk"), IMAGE, IMAGE)
                .graph("y");

        assertThat(EinsumProducts.simplify(graph)).isSameAs(graph);
    }

    @Test
    void a_node_whose_names_are_taken_stays() {
        Graph graph = NetworkBuilder.over(2, 4)
                .constant("y/weights", Computed.rising(4, 5))
                .node("Einsum", "y", Attributes.NONE.with("equation", "nchw,wk->nchk"), IMAGE, "y/weights")
                .graph("y");

        assertThat(EinsumProducts.simplify(graph)).isSameAs(graph);
    }
}
