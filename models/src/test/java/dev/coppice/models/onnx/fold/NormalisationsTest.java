package dev.coppice.models.onnx.fold;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.onnx.fold.Computed.operators;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with images of N×3×4×2, whose variance is the mean of squares less the square of the mean, or of squared differences. */
class NormalisationsTest {
    private static final Attributes NONE = Attributes.NONE;

    /** The mean of x, the difference d from it, and the root of the variance and 0.5. */
    private static NetworkBuilder onePass(NetworkBuilder builder, String x) {
        return builder.constant("epsilon", Tensor.floats(Shape.of(1), 0.5f))
                .node("ReduceMean", "mean", x, "axes")
                .node("Sub", "d", x, "mean")
                .node("Mul", "squares", x, x)
                .node("ReduceMean", "power", "squares", "axes")
                .node("Mul", "square", "mean", "mean")
                .node("Sub", "variance", "power", "square")
                .node("Add", "sum", "variance", "epsilon")
                .node("Sqrt", "root", "sum");
    }

    private static NetworkBuilder twoPass(long... axes) {
        return NetworkBuilder.over(4, 2)
                .integers("axes", axes)
                .constant("one", Tensor.scalar(1))
                .constant("two", Tensor.scalar(2))
                .constant("half", Tensor.scalar(0.5f))
                .constant("minus", Tensor.scalar(-0.5f))
                .constant("epsilon", Tensor.floats(Shape.of(1), 0.5f))
                .node("ReduceMean", "mean", IMAGE, "axes")
                .node("Sub", "d", IMAGE, "mean")
                .node("Pow", "squares", "d", "two")
                .node("ReduceMean", "variance", "squares", "axes")
                .node("Add", "sum", "variance", "epsilon")
                .node("Sqrt", "root", "sum");
    }

    private static float[] values(Graph graph, String constant) {
        return graph.constant(constant).orElseThrow().toFloats();
    }

    private static void assertStays(Graph graph) {
        assertThat(operators(Normalisations.simplify(graph))).isEqualTo(operators(graph));
    }

    private static void assertIsLayerNormalisation(Graph read) {
        Graph graph = Normalisations.simplify(read);

        assertThat(operators(graph)).containsExactly("LayerNormalization");
        assertThat(graph.node("y").input(0)).isEqualTo(IMAGE);
        assertThat(graph.node("y").attributes())
                .isEqualTo(NONE.with("epsilon", 0.5f).with("axis", -1));
        assertThat(values(graph, graph.node("y").input(1))).containsExactly(1, 1);
        assertThat(values(graph, graph.node("y").input(2))).containsExactly(0, 0);
    }

    @Test
    void a_quotient_may_be_a_product_with_a_reciprocal() {
        assertIsLayerNormalisation(twoPass(3)
                .node("Reciprocal", "inverse", "root")
                .node("Mul", "y", "d", "inverse")
                .graph("y"));
    }

    @Test
    void a_quotient_may_be_a_product_with_one_by_the_root() {
        assertIsLayerNormalisation(twoPass(-1)
                .node("Div", "inverse", "one", "root")
                .node("Mul", "y", "inverse", "d")
                .graph("y"));
    }

    @Test
    void a_root_may_be_a_power() {
        assertIsLayerNormalisation(twoPass(3)
                .node("Pow", "r", "sum", "half")
                .node("Div", "y", "d", "r")
                .graph("y"));
    }

    @Test
    void a_quotient_may_be_a_product_with_a_power() {
        assertIsLayerNormalisation(twoPass(3)
                .node("Pow", "inverse", "sum", "minus")
                .node("Mul", "y", "d", "inverse")
                .graph("y"));
    }

    @Test
    void a_difference_may_be_computed_twice() {
        assertIsLayerNormalisation(twoPass(3)
                .node("ReduceMean", "again", IMAGE, "axes")
                .node("Sub", "e", IMAGE, "again")
                .node("Div", "y", "e", "root")
                .graph("y"));
    }

    @Test
    void a_variance_may_be_a_difference_of_means() {
        assertIsLayerNormalisation(onePass(NetworkBuilder.over(4, 2).integers("axes", 3), IMAGE)
                .node("Div", "y", "d", "root")
                .graph("y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"power", "root", "two"})
    void another_divisor_stays(String divisor) {
        assertStays(onePass(NetworkBuilder.over(4, 2).integers("axes", 3), IMAGE)
                .constant("two", Tensor.scalar(2))
                .node("Div", "y", divisor.equals("root") ? IMAGE : "d", divisor)
                .graph("y"));
    }

    @Test
    void an_epsilon_per_element_stays() {
        assertStays(twoPass(3)
                .constant("epsilon", Tensor.floats(Shape.of(4, 1), 1, 2, 3, 4))
                .node("Div", "y", "d", "root")
                .graph("y"));
    }

    @Test
    void means_over_height_and_width_stay() {
        assertStays(twoPass(2, 3).node("Div", "y", "d", "root").graph("y"));
    }

    @Test
    void a_factor_and_a_summand_of_the_last_axis_go_into_it() {
        Graph graph = Normalisations.simplify(twoPass(3)
                .constant("scale", Tensor.floats(Shape.of(2), 3, 4))
                .constant("shift", Tensor.floats(Shape.of(1, 1, 2), 5, 6))
                .node("Div", "n", "d", "root")
                .node("Mul", "scaled", "scale", "n")
                .node("Add", "y", "scaled", "shift")
                .graph("y"));

        assertThat(operators(graph)).containsExactly("LayerNormalization");
        assertThat(values(graph, graph.node("y").input(1))).containsExactly(3, 4);
        assertThat(values(graph, graph.node("y").input(2))).containsExactly(5, 6);
    }

    @Test
    void a_factor_per_row_stays_behind_it() {
        Graph graph = Normalisations.simplify(twoPass(3)
                .constant("scale", Tensor.floats(Shape.of(4, 1), 3, 4, 5, 6))
                .node("Div", "n", "d", "root")
                .node("Mul", "y", "n", "scale")
                .graph("y"));

        assertThat(operators(graph)).containsExactly("LayerNormalization", "Mul");
        assertThat(graph.node("y").inputs()).containsExactly("n", "scale");
    }

    @Test
    void a_factor_that_adds_an_axis_stays_behind_it() {
        Graph graph = Normalisations.simplify(twoPass(3)
                .constant("scale", Tensor.floats(Shape.of(1, 1, 1, 1, 2), 3, 4))
                .node("Div", "n", "d", "root")
                .node("Mul", "y", "n", "scale")
                .graph("y"));

        assertThat(operators(graph)).containsExactly("LayerNormalization", "Mul");
    }

    @Test
    void a_summand_behind_what_somebody_else_reads_stays_behind_it() {
        Graph graph = Normalisations.simplify(twoPass(3)
                .constant("shift", Tensor.floats(Shape.of(2), 3, 4))
                .node("Div", "n", "d", "root")
                .node("Add", "moved", "n", "shift")
                .node("Mul", "y", "moved", "n")
                .graph("y"));

        assertThat(operators(graph)).containsExactly("LayerNormalization", "Add", "Mul");
    }

    @Test
    void channels_are_normalised_as_a_last_axis() {
        Graph graph =
                Normalisations.simplify(twoPass(1).node("Div", "y", "d", "root").graph("y"));

        assertThat(operators(graph)).containsExactly("Transpose", "LayerNormalization", "Transpose");
        assertThat(graph.node("y_last").attributes().integers("perm")).containsExactly(0, 2, 3, 1);
        assertThat(graph.node("y").attributes().integers("perm")).containsExactly(0, 3, 1, 2);
        assertThat(values(graph, graph.node("y_normal").input(1))).containsExactly(1, 1, 1);
    }

    @Test
    void new_names_are_unlike_those_of_the_file() {
        Graph graph = Normalisations.simplify(twoPass(1)
                .node("Div", "y_last", "d", "root")
                .node("Div", "y", "d", "root")
                .node("Add", "both", "y_last", "y")
                .graph("both"));

        assertThat(graph.nodes()).extracting(Node::name).contains("y_last", "y_last_", "y_last_last", "y");
    }

    @Test
    void a_width_that_the_input_leaves_open_stays() {
        NetworkBuilder open = NetworkBuilder.random(64, 64, 1).integers("axes", 3);

        assertStays(onePass(open, IMAGE).node("Div", "y", "d", "root").graph("y"));
    }

    @Test
    void one_pass_over_the_whole_image_is_a_group() {
        Graph graph = Normalisations.simplify(onePass(NetworkBuilder.over(4, 2).integers("axes", -1, 1, -2), IMAGE)
                .node("Div", "y", "d", "root")
                .graph("y"));

        assertThat(operators(graph)).containsExactly("GroupNormalization");
        assertThat(graph.node("y").attributes())
                .isEqualTo(NONE.with("num_groups", 1).with("epsilon", 0.5f).with("stash_type", 1));
        assertThat(values(graph, graph.node("y").input(1))).containsExactly(1);
        assertThat(values(graph, graph.node("y").input(2))).containsExactly(0);
    }

    @Test
    void two_passes_over_the_whole_image_stay() {
        assertStays(twoPass(1, 2, 3).node("Div", "y", "d", "root").graph("y"));
    }

    /** A normalisation of the 2 groups of an image of N×4×4×2. */
    private static Graph groups(GraphEdit... edits) {
        NetworkBuilder builder = NetworkBuilder.over(4, 2)
                .integers("axes", 2)
                .integers("apart", 0, 2, -1)
                .integers("together", 0, 4, 4, 2)
                .constant("scale", Tensor.floats(Shape.of(1, 2, 1), 3, 4))
                .constant("shift", Tensor.floats(Shape.of(2, 1), 5, 6))
                .conv("a", IMAGE, 4)
                .node("Reshape", "groups", "a", "apart");
        Graph graph = onePass(builder, "groups")
                .node("Div", "n", "d", "root")
                .node("Mul", "scaled", "n", "scale")
                .node("Add", "shifted", "scaled", "shift")
                .node("Reshape", "y", "shifted", "together")
                .graph("y");
        return GraphRewriter.apply(graph, List.of(edits));
    }

    private static GraphEdit put(String constant, long... values) {
        return new GraphEdit.PutConstant(constant, Tensor.vector(values));
    }

    @Test
    void one_pass_over_groups_of_channels_is_group_normalisation() {
        Graph graph = Normalisations.simplify(groups());

        assertThat(operators(graph)).containsExactly("Conv", "GroupNormalization");
        assertThat(graph.node("y").input(0)).isEqualTo("a");
        assertThat(graph.node("y").attributes())
                .isEqualTo(NONE.with("num_groups", 2).with("epsilon", 0.5f).with("stash_type", 1));
        assertThat(values(graph, graph.node("y").input(1))).containsExactly(3, 4);
        assertThat(values(graph, graph.node("y").input(2))).containsExactly(5, 6);
    }

    @Test
    void groups_that_do_not_divide_the_channels_are_layers() {
        assertThat(operators(Normalisations.simplify(groups(
                        put("apart", 0, 8, -1),
                        new GraphEdit.PutConstant("scale", Computed.rising(1, 8, 1)),
                        new GraphEdit.PutConstant("shift", Computed.rising(8, 1))))))
                .containsExactly("Conv", "Reshape", "LayerNormalization", "Mul", "Add", "Reshape");
    }

    @Test
    void groups_that_end_as_another_shape_are_layers() {
        assertThat(operators(Normalisations.simplify(groups(put("together", 0, 4, 2, 4)))))
                .containsExactly("Conv", "Reshape", "LayerNormalization", "Mul", "Add", "Reshape");
    }

    @Test
    void groups_without_a_second_reshape_are_layers() {
        assertThat(operators(Normalisations.simplify(
                        groups(new GraphEdit.ReplaceNode("y", Node.of("Relu", "y", NONE, "shifted"))))))
                .containsExactly("Conv", "Reshape", "LayerNormalization", "Mul", "Add", "Relu");
    }

    /** Such a target fits a batch of 2 only, and takes images apart otherwise. */
    @Test
    void groups_of_a_fixed_batch_stay() {
        assertStays(groups(put("apart", 2, 2, -1), put("together", -1, 4, 4, 2)));
    }
}
