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
    void factors_that_do_not_fit_are_refused() {
        assertThatRule(new MatMulShape())
                .on("MatMul")
                .input(3, 4)
                .input(3, 5)
                .refuses("MatMul cannot multiply 3×4 by 3×5");
    }
}
