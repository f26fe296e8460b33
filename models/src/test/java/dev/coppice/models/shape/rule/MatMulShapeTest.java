package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import org.junit.jupiter.api.Test;

class MatMulShapeTest {

    @Test
    void stacks_of_matrices_broadcast() {
        assertThatRule(new MatMulShape())
                .on("MatMul")
                .input(2, 1, 3, 4)
                .input(7, 4, 5)
                .gives(2, 7, 3, 5);
    }

    @Test
    void a_vector_is_a_row_or_a_column_that_the_product_loses() {
        assertThatRule(new MatMulShape()).on("MatMul").input(4).input(7, 4, 5).gives(7, 5);
        assertThatRule(new MatMulShape()).on("MatMul").input(2, 3, 4).input(4).gives(2, 3);
        assertThatRule(new MatMulShape()).on("MatMul").input(4).input(4).gives();
    }

    @Test
    void factors_that_do_not_fit_are_refused() {
        assertThatRule(new MatMulShape())
                .on("MatMul")
                .input(3, 4)
                .input(3, 5)
                .refuses("MatMul cannot multiply 3×4 by 3×5");
        assertThatRule(new MatMulShape()).on("MatMul").input(4).input(5, 4).refuses("MatMul cannot multiply 4 by 5×4");
    }
}
