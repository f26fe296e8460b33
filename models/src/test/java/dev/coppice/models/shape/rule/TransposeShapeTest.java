package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class TransposeShapeTest {

    @Test
    void axes_are_permuted() {
        assertThatRule(new TransposeShape())
                .on("Transpose", Attributes.NONE.with("perm", 0, 2, 3, 1))
                .input(1, 3, 6, 8)
                .gives(1, 6, 8, 3);
    }

    @Test
    void reversed_by_default() {
        assertThatRule(new TransposeShape()).on("Transpose").input(2, 3, 4).gives(4, 3, 2);
    }
}
