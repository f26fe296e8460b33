package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import org.junit.jupiter.api.Test;

class SliceShapeTest {

    @Test
    void from_start_to_end() {
        assertThatRule(new SliceShape())
                .on("Slice")
                .input(9, 8)
                .integers(2, 1)
                .integers(7, 8)
                .gives(5, 7);
    }

    @Test
    void negative_bounds_count_from_the_end_of_a_named_axis() {
        assertThatRule(new SliceShape())
                .on("Slice")
                .input(9, 8)
                .integers(-3)
                .integers(-1)
                .integers(1)
                .gives(9, 2);
    }

    @Test
    void steps_round_up() {
        assertThatRule(new SliceShape())
                .on("Slice")
                .input(9, 8)
                .integers(0)
                .integers(8)
                .integers(1)
                .integers(3)
                .gives(9, 3);
    }

    @Test
    void backwards_to_the_very_beginning() {
        assertThatRule(new SliceShape())
                .on("Slice")
                .input(9, 8)
                .integers(-1)
                .integers(Long.MIN_VALUE)
                .integers(1)
                .integers(-2)
                .gives(9, 4);
    }

    @Test
    void an_end_behind_the_end_is_the_end() {
        assertThatRule(new SliceShape())
                .on("Slice")
                .input(9, 8)
                .integers(6)
                .integers(Long.MAX_VALUE)
                .integers(1)
                .gives(9, 2);
    }

    @Test
    void a_step_of_0_is_refused() {
        assertThatRule(new SliceShape())
                .on("Slice")
                .input(9)
                .integers(0)
                .integers(9)
                .integers(0)
                .integers(0)
                .refuses("a step is 0");
    }
}
