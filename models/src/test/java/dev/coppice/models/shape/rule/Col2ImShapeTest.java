package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class Col2ImShapeTest {

    @Test
    void columns_become_a_map() {
        assertThatRule(new Col2ImShape())
                .on("Col2Im", Attributes.NONE)
                .input(2, 24, 100)
                .integers(11, 12)
                .integers(2, 3)
                .gives(2, 4, 11, 12);
    }
}
