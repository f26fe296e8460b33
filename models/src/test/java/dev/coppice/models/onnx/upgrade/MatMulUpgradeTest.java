package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import org.junit.jupiter.api.Test;

class MatMulUpgradeTest {
    private static final Node PRODUCT = Node.of("MatMul", "y", Attributes.NONE, "x", "w");

    @Test
    void a_vector_on_the_right_is_a_matrix_of_one_column() {
        assertThatRule(new MatMulUpgrade())
                .on(PRODUCT)
                .of(18)
                .with("w", Tensor.floats(Shape.of(2), 3, 4))
                .becomes(
                        Node.of("MatMul", "y_MatMul", Attributes.NONE, "x", "w_matrix"),
                        Node.of("Squeeze", "y", Attributes.NONE, "y_MatMul", "y_axes"))
                .adds("w_matrix", Tensor.floats(Shape.of(2, 1), 3, 4))
                .adds("y_axes", Tensor.vector(-1));
    }

    @Test
    void a_vector_on_the_left_is_a_matrix_of_one_row() {
        assertThatRule(new MatMulUpgrade())
                .on(PRODUCT)
                .of(18)
                .with("x", Tensor.floats(Shape.of(2), 3, 4))
                .becomes(
                        Node.of("MatMul", "y_MatMul", Attributes.NONE, "x_matrix", "w"),
                        Node.of("Squeeze", "y", Attributes.NONE, "y_MatMul", "y_axes"))
                .adds("x_matrix", Tensor.floats(Shape.of(1, 2), 3, 4))
                .adds("y_axes", Tensor.vector(-2));
    }

    @Test
    void two_vectors_give_a_number() {
        assertThatRule(new MatMulUpgrade())
                .on(PRODUCT)
                .of(18)
                .with("x", Tensor.floats(Shape.of(1), 3))
                .with("w", Tensor.floats(Shape.of(1), 4))
                .becomes(
                        Node.of("MatMul", "y_MatMul", Attributes.NONE, "x_matrix", "w_matrix"),
                        Node.of("Squeeze", "y", Attributes.NONE, "y_MatMul", "y_axes"))
                .adds("y_axes", Tensor.vector(-2, -1));
    }

    @Test
    void matrices_stay() {
        assertThatRule(new MatMulUpgrade())
                .on(PRODUCT)
                .of(18)
                .with("w", Tensor.floats(Shape.of(1, 1), 3))
                .becomes(PRODUCT);
    }
}
