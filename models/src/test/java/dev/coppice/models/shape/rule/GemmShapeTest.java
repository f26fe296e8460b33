package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class GemmShapeTest {

    @Test
    void rows_of_the_left_and_columns_of_the_right() {
        assertThatRule(new GemmShape())
                .on("Gemm")
                .input(2, 4)
                .input(4, 5)
                .input(5)
                .gives(2, 5);
    }

    @Test
    void both_may_be_transposed() {
        assertThatRule(new GemmShape())
                .on("Gemm", Attributes.NONE.with("transA", 1).with("transB", 1))
                .input(4, 2)
                .input(5, 4)
                .gives(2, 5);
    }

    @Test
    void factors_that_do_not_fit_are_refused() {
        assertThatRule(new GemmShape()).on("Gemm").input(2, 4).input(5, 4).refuses("Gemm cannot multiply 2×4 by 5×4");
    }
}
