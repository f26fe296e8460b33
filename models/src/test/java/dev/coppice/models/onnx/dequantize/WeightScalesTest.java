package dev.coppice.models.onnx.dequantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tests of scales that move into weights. */
class WeightScalesTest {
    private static final String IMAGE = NetworkBuilder.IMAGE;

    @Test
    void a_convolution_takes_a_scale_for_each_of_its_channels() {
        NetworkBuilder b = conv().constant("s", Tensor.floats(Shape.of(1, 2, 1, 1), 0.5f, 2));

        Graph graph = WeightScales.fold(b.node("Mul", "m", "c", "s").graph("m"));

        assertThat(graph.nodes()).singleElement().satisfies(node -> assertThat(node.output())
                .isEqualTo("m"));
        assertThat(weights(graph)).containsExactly(0.5f, 1, 1.5f, 8, 10, 12);
    }

    @Test
    void a_product_of_matrices_takes_one_for_each_column() {
        NetworkBuilder b = NetworkBuilder.small()
                .constant("w", Tensor.floats(Shape.of(2, 2), 1, 2, 3, 4))
                .constant("s", Tensor.floats(Shape.of(2), 10, 100));
        b.node("MatMul", "p", IMAGE, "w");

        Graph graph = WeightScales.fold(b.node("Mul", "m", "s", "p").graph("m"));

        assertThat(weights(graph)).containsExactly(10, 200, 30, 400);
    }

    @Test
    void one_number_is_for_all_channels() {
        NetworkBuilder b = conv().constant("s", Tensor.scalar(2));

        Graph graph = WeightScales.fold(b.node("Mul", "m", "c", "s").graph("m"));

        assertThat(weights(graph)).containsExactly(2, 4, 6, 8, 10, 12);
    }

    @Test
    void other_factors_stay() {
        assertStays(conv().constant("s", Tensor.floats(Shape.of(2), 1, 2)).node("Mul", "m", "c", "s"));
        assertStays(conv().node("Mul", "m", "c", "c"));
        assertStays(conv().node("Mul", "m", "c", IMAGE));
    }

    @Test
    void a_product_that_has_other_readers_stays() {
        NetworkBuilder b = conv().constant("s", Tensor.scalar(2)).node("Mul", "n", "c", "s");

        assertStays(b.node("Add", "m", "n", "c"));
    }

    @Test
    void weights_that_have_other_readers_stay() {
        NetworkBuilder b = conv().constant("s", Tensor.scalar(2)).node("Mul", "n", "c", "s");

        assertStays(b.node("Conv", "d", IMAGE, "w").node("Add", "m", "n", "d"));
    }

    private static NetworkBuilder conv() {
        return NetworkBuilder.small()
                .constant("w", Tensor.floats(Shape.of(2, 3, 1, 1), 1, 2, 3, 4, 5, 6))
                .node("Conv", "c", Attributes.NONE, IMAGE, "w");
    }

    private static void assertStays(NetworkBuilder b) {
        Graph graph = b.graph("m");
        assertThat(WeightScales.fold(graph)).isSameAs(graph);
    }

    private static float[] weights(Graph graph) {
        return Objects.requireNonNull(graph.constants().get("w")).toFloats();
    }
}
