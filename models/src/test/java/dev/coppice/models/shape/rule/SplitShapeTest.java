package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import org.junit.jupiter.api.Test;

class SplitShapeTest {

    @Test
    void by_sizes() {
        assertThatRule(new SplitShape())
                .on("Split", Attributes.NONE.with("axis", 1))
                .outputs(2)
                .input(1, 7, 4)
                .integers(2, 5)
                .givesAll(Shape.of(1, 2, 4), Shape.of(1, 5, 4));
    }

    @Test
    void by_number_with_a_smaller_last_part() {
        assertThatRule(new SplitShape())
                .on("Split", Attributes.NONE.with("axis", 1))
                .outputs(3)
                .input(1, 8, 4)
                .givesAll(Shape.of(1, 3, 4), Shape.of(1, 3, 4), Shape.of(1, 2, 4));
    }

    @Test
    void sizes_that_do_not_add_up_are_refused() {
        assertThatRule(new SplitShape())
                .on("Split")
                .outputs(2)
                .input(7, 4)
                .integers(2, 4)
                .refuses("sizes [2, 4] do not make 2 parts of 7×4 on axis 0");
    }
}
