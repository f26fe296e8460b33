package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class GatherNdShapeTest {

    @Test
    void the_last_axis_of_the_indices_names_axes_of_the_data() {
        assertThatRule(new GatherNdShape())
                .on("GatherND", Attributes.NONE)
                .input(5, 6, 7)
                .input(3, 4, 2)
                .gives(3, 4, 7);
    }

    @Test
    void behind_the_axes_of_a_batch() {
        assertThatRule(new GatherNdShape())
                .on("GatherND", Attributes.NONE.with("batch_dims", 1))
                .input(5, 6, 7)
                .input(5, 4, 1)
                .gives(5, 4, 7);
    }
}
