package dev.coppice.models.graph.fold;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two channels lose 1 and 3, are scaled by 2 and −1, and gain 10 and 20. */
class ArithmeticFoldingTest {
    private static final Shape CHANNELS = Shape.of(2, 1, 1);

    private static NetworkBuilder parameters() {
        return NetworkBuilder.small()
                .constant("mean", Tensor.floats(CHANNELS, 1, 3))
                .constant("scale", Tensor.floats(CHANNELS, 2, -1))
                .constant("bias", Tensor.floats(CHANNELS, 10, 20))
                .constant("three", Tensor.scalar(3))
                .constant("w", filters(2, 3, 1, 1));
    }

    private static NetworkBuilder convolved() {
        return parameters().node("Conv", "c", IMAGE, "w");
    }

    private static NetworkBuilder normed(NetworkBuilder nodes) {
        return normed(nodes, "c", "y");
    }

    private static NetworkBuilder normed(NetworkBuilder nodes, String x, String y) {
        return nodes.node("Sub", y + ".less", x, "mean")
                .node("Mul", y + ".scaled", y + ".less", "scale")
                .node("Add", y, "bias", y + ".scaled");
    }

    private static Graph folded(Graph graph) {
        return GraphRewriter.apply(graph, ArithmeticFolding.fold(graph));
    }

    /** The contraction that makes the output of a graph that is folded into it. */
    private static Node single(Graph folded) {
        Node node = folded.producer("y").orElseThrow();
        assertThat(node.name()).isEqualTo("c");
        assertThat(ArithmeticFolding.fold(folded)).isEmpty();
        return node;
    }

    private static float[] constant(Graph folded, int position) {
        return folded.constant(single(folded).input(position)).orElseThrow().toFloats();
    }

    private static Tensor filters(int... sizes) {
        return Tensor.floats(Shape.of(sizes), 1, 2, 3, 4, 5, 6);
    }

    private static void assertStays(Graph graph) {
        assertThat(ArithmeticFolding.fold(graph)).isEmpty();
    }

    @Test
    void a_normalisation_that_was_taken_apart_goes_into_weights_and_bias() {
        Graph folded = folded(normed(convolved()).graph("y"));

        assertThat(folded.nodes()).hasSize(1);
        assertThat(constant(folded, 1)).containsExactly(2, 4, 6, -4, -5, -6);
        assertThat(constant(folded, 2)).containsExactly(2 * -1 + 10, 3 + 20);
    }

    @Test
    void quotients_and_differences_from_a_constant_do_too() {
        NetworkBuilder nodes = parameters()
                .constant("b", Tensor.floats(Shape.of(2), 5, 7))
                .node("Conv", "c", IMAGE, "w", "b")
                .node("Div", "half", "c", "scale")
                .node("Sub", "y", "bias", "half");

        Graph folded = folded(nodes.graph("y"));

        assertThat(constant(folded, 1)).containsExactly(-0.5f, -1, -1.5f, 4, 5, 6);
        assertThat(constant(folded, 2)).containsExactly(10 - 5 / 2f, 20 + 7);
    }

    @Test
    void groups_of_a_transposed_convolution_are_scaled_each_by_its_own() {
        NetworkBuilder nodes = parameters()
                .node("Conv", "x", IMAGE, "w")
                .constant("v", Tensor.floats(Shape.of(2, 1, 1, 2), 1, 2, 3, 4))
                .node("ConvTranspose", "c", Attributes.NONE.with("group", 2), "x", "v");

        assertThat(constant(folded(normed(nodes).graph("y")), 1)).containsExactly(2, 4, -3, -4);
    }

    @Test
    void a_linear_layer_takes_constants_of_its_columns() {
        NetworkBuilder nodes = parameters()
                .integers("axes", 2, 3)
                .node("ReduceMean", "flat", Attributes.NONE.with("keepdims", 0), IMAGE, "axes")
                .constant("v", filters(3, 2))
                .constant("b", Tensor.scalar(4))
                .node("Gemm", "c", Attributes.NONE.with("beta", 0.5f), "flat", "v", "b")
                .constant("columns", Tensor.floats(Shape.of(1, 2), 2, -1))
                .node("Mul", "scaled", "c", "columns")
                .constant("row", Tensor.floats(Shape.of(2), 10, 20))
                .node("Add", "y", "scaled", "row");

        Graph folded = folded(nodes.graph("y"));

        assertThat(constant(folded, 1)).containsExactly(2, -2, 6, -4, 10, -6);
        assertThat(constant(folded, 2)).containsExactly(2 * 2 + 10, -2 + 20);
        assertThat(single(folded).attributes().has("beta")).isFalse();
    }

    @Test
    void one_number_for_all_channels_goes_along_between_others_and_stays_at_the_end() {
        NetworkBuilder nodes = convolved()
                .node("Mul", "tripled", "c", "three")
                .node("Add", "y", "tripled", "bias")
                .node("Add", "sum", "y", "three")
                .node("Relu", "z", "sum");

        Graph folded = folded(nodes.graph("z"));

        assertThat(folded.nodes()).extracting(Node::op).containsExactly("Conv", "Add", "Relu");
        assertThat(constant(folded, 1)).containsExactly(3, 6, 9, 12, 15, 18);
        assertThat(constant(folded, 2)).containsExactly(10, 20);
    }

    @Test
    void what_only_multiplies_is_a_layer_scale_and_stays() {
        assertStays(convolved().node("Mul", "y", "c", "scale").graph("y"));
        assertStays(convolved()
                .node("Mul", "m", "c", "scale")
                .node("Add", "y", "m", "three")
                .graph("y"));
    }

    @Test
    void arithmetic_ends_where_something_else_reads_its_result() {
        Graph read = convolved()
                .node("Add", "y", "c", "bias")
                .node("Mul", "m", "y", "scale")
                .node("Add", "z", "m", "y")
                .graph("z");
        Graph folded = folded(read);

        assertThat(folded.nodes()).extracting(Node::op).containsExactly("Conv", "Mul", "Add");
        assertThat(constant(folded, 2)).containsExactly(10, 20);
        assertStays(convolved()
                .node("Add", "y", "c", "bias")
                .node("Add", "z", "y", "c")
                .graph("z"));
    }

    @Test
    void what_is_no_constant_per_channel_stays() {
        assertStays(convolved()
                .constant("wide", Tensor.floats(Shape.of(1, 8), 1, 2, 3, 4, 5, 6, 7, 8))
                .node("Add", "y", "c", "wide")
                .graph("y"));
        assertStays(convolved()
                .constant("more", Tensor.floats(Shape.of(1, 1, 2, 1, 1), 1, 2))
                .node("Add", "y", "c", "more")
                .graph("y"));
        assertStays(convolved().node("Div", "y", "bias", "c").graph("y"));
        assertStays(NetworkBuilder.small()
                .constant("w", Tensor.floats(Shape.of(1, 3, 1, 1), 1, 2, 3))
                .constant("bias", Tensor.floats(CHANNELS, 10, 20))
                .node("Conv", "c", IMAGE, "w")
                .node("Add", "y", "c", "bias")
                .graph("y"));
        assertStays(convolved()
                .constant("zero", Tensor.floats(CHANNELS, 0, 1))
                .node("Div", "d", "c", "zero")
                .node("Add", "y", "d", "bias")
                .graph("y"));
    }

    @Test
    void weights_of_two_nodes_are_scaled_once_where_the_same_follows_both() {
        NetworkBuilder twice = NetworkBuilder.small()
                .constant("w", Tensor.floats(Shape.of(3, 3, 1, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9))
                .constant("mean", Tensor.floats(Shape.of(3, 1, 1), 0, 0, 0))
                .constant("scale", Tensor.floats(Shape.of(3, 1, 1), 2, 3, 4))
                .constant("bias", Tensor.floats(Shape.of(3, 1, 1), 1, 2, 3))
                .node("Conv", "c", IMAGE, "w");
        normed(twice, "c", "y").node("Conv", "d", "y", "w");

        Graph folded = folded(normed(twice, "d", "z").graph("z"));

        assertThat(folded.nodes()).extracting(Node::op).containsExactly("Conv", "Conv");
        assertThat(folded.node("c").inputs().subList(1, 3))
                .isEqualTo(folded.node("d").inputs().subList(1, 3));
        assertThat(folded.constant("w").orElseThrow().toFloats()).containsExactly(2, 4, 6, 12, 15, 18, 28, 32, 36);
        assertThat(constant(folded, 2)).containsExactly(1, 2, 3);
    }

    @Test
    void weights_of_two_nodes_stay_shared_where_something_else_follows_one() {
        NetworkBuilder other = convolved().node("Conv", "d", IMAGE, "w");
        assertStays(normed(other).node("Mul", "z", "y", "d").graph("z"));

        NetworkBuilder biases = convolved()
                .node("Conv", "d", IMAGE, "w")
                .node("Add", "y", "c", "bias")
                .node("Add", "e", "d", "mean")
                .node("Mul", "z", "y", "e");
        Graph folded = folded(biases.graph("z"));

        assertThat(folded.nodes()).extracting(Node::op).containsExactly("Conv", "Conv", "Mul");
        assertThat(folded.node("c").input(1)).isEqualTo("w");
        assertThat(folded.node("d").input(1)).isEqualTo("w");
        assertThat(folded.constant(folded.node("d").input(2)).orElseThrow().toFloats())
                .containsExactly(1, 3);
    }

    @Test
    void halves_are_scaled_as_far_as_they_hold_the_result() {
        assertThat(half(1e-3f)).isPresent();
        assertThat(half(1e-7f)).isEmpty();
        assertThat(half(6e4f)).isEmpty();
    }

    /** The weights of two channels that are scaled by 1 and a factor; empty if they stay. */
    private static Optional<float[]> half(float factor) {
        Graph graph = NetworkBuilder.small()
                .constant("w", Tensor.halves(Shape.of(2, 3, 1, 1), 0.3f, 0.7f, 1.1f, 0.3f, 0.7f, 1.1f))
                .constant("scale", Tensor.halves(CHANNELS, 1, factor))
                .constant("bias", Tensor.halves(CHANNELS, 1, 2))
                .node("Cast", "x", Attributes.NONE.with("to", 10), IMAGE)
                .node("Conv", "c", "x", "w")
                .node("Mul", "m", "c", "scale")
                .node("Add", "y", "m", "bias")
                .graph("y");
        return Optional.of(folded(graph))
                .filter(g -> !ArithmeticFolding.fold(graph).isEmpty())
                .map(g -> constant(g, 1));
    }
}
