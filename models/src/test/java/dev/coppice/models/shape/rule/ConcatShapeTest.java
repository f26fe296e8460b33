package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class ConcatShapeTest {

    @Test
    void sizes_add_up_on_the_axis() {
        assertThatRule(new ConcatShape())
                .on("Concat", Attributes.NONE.with("axis", 1))
                .input(1, 3, 6, 8)
                .input(1, 5, 6, 8)
                .input(1, 1, 6, 8)
                .gives(1, 9, 6, 8);
    }

    @Test
    void negative_axes_count_from_the_end() {
        assertThatRule(new ConcatShape())
                .on("Concat", Attributes.NONE.with("axis", -1))
                .input(1, 3, 6, 8)
                .input(1, 3, 6, 2)
                .gives(1, 3, 6, 10);
    }

    @Test
    void parts_that_differ_elsewhere_are_refused() {
        assertThatRule(new ConcatShape())
                .on("Concat", Attributes.NONE.with("axis", 1))
                .input(1, 3, 6, 8)
                .input(1, 3, 6, 9)
                .refuses("Concat on axis 1 joins 1×3×6×8 and 1×3×6×9, which differ elsewhere");
    }
}
