package dev.coppice.models.shape;

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
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapesTest {
    private static Shape infer(Shape input, Map<String, Tensor> constants, Node... nodes) {
        TensorInfo x = new TensorInfo("x", ElementType.FLOAT, List.of(Dimension.open("N")));
        TensorInfo y = new TensorInfo("y", ElementType.FLOAT, List.of());
        Graph graph = new Graph("g", List.of(x), List.of(y), List.of(nodes), constants);
        return Shapes.infer(graph, Map.of("x", input)).of("y");
    }

    @Test
    void a_reshape_copies_zero_and_fills_minus_one() {
        Node node = Node.of("Reshape", "y", Attributes.NONE, "x", "to");

        Shape shape = infer(Shape.of(2, 3, 4, 5), Map.of("to", Tensor.vector(0, -1, 5)), node);

        assertThat(shape).isEqualTo(Shape.of(2, 12, 5));
    }

    @Test
    void a_resize_takes_sizes_of_chosen_axes() {
        Node node = Node.of("Resize", "y", Attributes.NONE.with("axes", 2, 3), "x", "", "", "sizes");

        Shape shape = infer(Shape.of(1, 3, 4, 5), Map.of("sizes", Tensor.vector(9, 7)), node);

        assertThat(shape).isEqualTo(Shape.of(1, 3, 9, 7));
    }

    @Test
    void a_resample_follows_the_input_of_the_network_not_its_own() {
        Node pool = Node.of(
                "MaxPool", "p", Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2), "x");
        Node half = new Resample(Resampling.AREA, new Grid(1, 3)).node("p", "y");

        assertThat(infer(Shape.of(1, 3, 10, 12), Map.of(), pool, half)).isEqualTo(Shape.of(1, 3, 4, 4));
    }

    @Test
    void names_the_node_and_the_shapes_that_disagree() {
        Node node = Node.of("Conv", "y", Attributes.NONE, "x", "w");
        Tensor weights = Tensor.floats(Shape.of(1, 4, 1, 1), 1, 2, 3, 4);

        assertThatThrownBy(() -> infer(Shape.of(1, 3, 8, 8), Map.of("w", weights), node))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Shapes disagree at node 'y' (Conv): weights 1×4×1×1 in 1 group(s) take 4 channels, the"
                        + " input has 3. Its inputs are [x 1×3×8×8, w 1×4×1×1].");
    }

    @Test
    void names_all_operators_without_a_rule() {
        assertThatThrownBy(() -> infer(
                        Shape.of(1),
                        Map.of(),
                        Node.of("NonZero", "y", Attributes.NONE, "x"),
                        Node.of("Unique", "z", Attributes.NONE, "y")))
                .hasMessageContaining("Node 'y' (NonZero): Coppice does not read operator 'NonZero'")
                .hasMessageContaining(", nor node 'z' (Unique). See docs/operators.md");
    }
}
