package dev.coppice.models.cost;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.shape.Shapes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostTest {
    private static long macs(Node node, Shape x, Map<String, Tensor> constants) {
        List<Dimension> dims = List.of(Dimension.open("N"), Dimension.of(x.size(1)));
        Graph graph = new Graph(
                "g",
                List.of(new TensorInfo("x", ElementType.FLOAT, dims)),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(node),
                constants);
        return Cost.of(graph, Shapes.infer(graph, Map.of("x", x))).macs();
    }

    private static Tensor zeros(int... sizes) {
        Shape shape = Shape.of(sizes);
        return Tensor.floats(shape, new float[(int) shape.elements()]);
    }

    @Test
    void a_product_multiplies_each_result_by_the_terms_of_its_sum() {
        Map<String, Tensor> weights = Map.of("w", zeros(5, 7));
        Attributes turned = Attributes.NONE.with("transA", 1);

        assertThat(macs(Node.of("MatMul", "y", Attributes.NONE, "x", "w"), Shape.of(2, 5), weights))
                .isEqualTo(2 * 5 * 7);
        assertThat(macs(Node.of("Gemm", "y", Attributes.NONE, "x", "w"), Shape.of(2, 5), weights))
                .isEqualTo(2 * 5 * 7);
        assertThat(macs(Node.of("Gemm", "y", turned, "x", "w"), Shape.of(5, 2), weights))
                .isEqualTo(2 * 5 * 7);
    }

    @Test
    void an_einsum_has_one_for_each_combination_of_indices() {
        Attributes product = Attributes.NONE.with("equation", "nc,cd->nd");
        Attributes sum = Attributes.NONE.with("equation", "nc->n");

        assertThat(macs(Node.of("Einsum", "y", product, "x", "w"), Shape.of(2, 5), Map.of("w", zeros(5, 7))))
                .isEqualTo(2 * 5 * 7);
        assertThat(macs(Node.of("Einsum", "y", sum, "x"), Shape.of(2, 5), Map.of()))
                .isZero();
    }

    @Test
    void quantised_weights_count_as_parameters_and_their_zero_points_do_not() {
        Graph graph = NetworkBuilder.small()
                .constant("q", Tensor.of(ElementType.INT8, Shape.of(2, 3, 1, 1), ByteBuffer.allocate(6)))
                .constant("s", zeros(2))
                .constant("z", Tensor.of(ElementType.INT8, Shape.of(2), ByteBuffer.allocate(2)))
                .node("DequantizeLinear", "w", Attributes.NONE.with("axis", 0), "q", "s", "z")
                .node("Conv", "y", IMAGE, "w")
                .graph("y");

        Cost cost = Cost.of(graph, Shapes.infer(graph, Map.of(IMAGE, Shape.of(1, 3, 8, 8))));

        assertThat(cost.parameters()).isEqualTo(6 + 2);
        assertThat(cost.macs()).isEqualTo(2 * 3 * 64);
        assertThat(cost.activationBytes()).isEqualTo((6 + 2 * 64) * 4);
    }

    @Test
    void a_constant_of_sizes_is_no_parameter() {
        Graph graph = NetworkBuilder.small()
                .integers("target", 0, -1)
                .node("Reshape", "y", IMAGE, "target")
                .graph("y");

        assertThat(Cost.of(graph, Shapes.infer(graph, Map.of(IMAGE, Shape.of(1, 3, 8, 8))))
                        .parameters())
                .isZero();
    }

    @Test
    void a_cost_beyond_what_can_be_counted_is_refused() {
        Graph graph = NetworkBuilder.random(8, 8, 1).conv("y", IMAGE, 4).graph("y");
        Shapes shapes = Shapes.infer(graph, Map.of(IMAGE, Shape.of(1, 3, 2_000_000_000, 1_000_000_000)));

        assertThatThrownBy(() -> Cost.of(graph, shapes))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The cost of network 'small' at an input of 1×3×2000000000×1000000000 is more than can be"
                        + " counted. Give a smaller size.");
    }
}
