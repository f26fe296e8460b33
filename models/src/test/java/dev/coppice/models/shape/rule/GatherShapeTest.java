package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class GatherShapeTest {

    @Test
    void the_axis_is_replaced_by_those_of_the_indices() {
        assertThatRule(new GatherShape())
                .on("Gather", Attributes.NONE.with("axis", 1))
                .input(2, 9, 4)
                .input(3, 5)
                .gives(2, 3, 5, 4);
    }

    @Test
    void an_index_that_does_not_exist_is_refused() {
        assertThatRule(new GatherShape())
                .on("Gather", Attributes.NONE.with("axis", 1))
                .input(2, 9, 4)
                .integers(-9, 8, 9)
                .refuses("index 9 does not exist among 9");
    }

    @Test
    void a_single_index_takes_the_axis_away() {
        assertThatRule(new GatherShape())
                .on("Gather", Attributes.NONE.with("axis", -1))
                .input(2, 9, 4)
                .input()
                .gives(2, 9);
    }
}
