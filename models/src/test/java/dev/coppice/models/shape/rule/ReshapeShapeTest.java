package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class ReshapeShapeTest {

    @Test
    void zero_copies_and_minus_one_takes_what_is_left() {
        assertThatRule(new ReshapeShape())
                .on("Reshape")
                .input(2, 6, 4)
                .integers(0, 3, -1)
                .gives(2, 3, 8);
    }

    @Test
    void zero_is_a_size_where_the_node_allows_it() {
        assertThatRule(new ReshapeShape())
                .on("Reshape", Attributes.NONE.with("allowzero", 1))
                .input(0, 6)
                .integers(3, 0)
                .gives(3, 0);
    }

    @Test
    void another_number_of_elements_is_refused() {
        assertThatRule(new ReshapeShape())
                .on("Reshape")
                .input(2, 6)
                .integers(5, 3)
                .refuses("2×6 has 12 elements, 5×3 takes 15");
    }
}
