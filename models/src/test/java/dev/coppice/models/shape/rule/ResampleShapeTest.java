package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import org.junit.jupiter.api.Test;

class ResampleShapeTest {

    @Test
    void the_target_is_a_share_of_the_network_s_image() {
        assertThatRule(new ResampleShape())
                .on(new Resample(Resampling.AREA, new Grid(1, 2)).node("x", "y"))
                .image(1, 3, 45, 60)
                .input(2, 5, 11, 15)
                .gives(2, 5, 23, 30);
    }
}
