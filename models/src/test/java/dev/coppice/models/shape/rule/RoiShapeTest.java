package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class RoiShapeTest {

    @Test
    void one_map_for_each_region() {
        assertThatRule(new RoiShape())
                .on("RoiAlign", Attributes.NONE.with("output_height", 7).with("output_width", 6))
                .input(1, 3, 20, 30)
                .input(11, 4)
                .gives(11, 3, 7, 6);
    }
}
