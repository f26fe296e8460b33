package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class ConvShapeTest {

    @Test
    void a_padded_3_by_3_kernel_keeps_the_size() {
        assertThatRule(new ConvShape())
                .on("Conv", Attributes.NONE.with("pads", 1, 1, 1, 1))
                .input(2, 3, 6, 8)
                .input(16, 3, 3, 3)
                .gives(2, 16, 6, 8);
    }

    @Test
    void strides_round_down() {
        assertThatRule(new ConvShape())
                .on("Conv", Attributes.NONE.with("strides", 2, 3))
                .input(1, 3, 8, 12)
                .input(4, 3, 3, 3)
                .gives(1, 4, 3, 4);
    }

    @Test
    void dilated_taps_reach_further() {
        assertThatRule(new ConvShape())
                .on("Conv", Attributes.NONE.with("dilations", 2, 4))
                .input(1, 3, 12, 12)
                .input(4, 3, 3, 3)
                .gives(1, 4, 8, 4);
    }

    @Test
    void upper_padding_makes_as_many_as_strides_ask_for() {
        assertThatRule(new ConvShape())
                .on("Conv", Attributes.NONE.with("auto_pad", "SAME_UPPER").with("strides", 2, 2))
                .input(1, 3, 7, 9)
                .input(4, 3, 3, 3)
                .gives(1, 4, 4, 5);
    }

    @Test
    void groups_read_a_part_of_the_channels() {
        assertThatRule(new ConvShape())
                .on("Conv", Attributes.NONE.with("group", 2))
                .input(1, 6, 5, 5)
                .input(4, 3, 1, 1)
                .gives(1, 4, 5, 5);
    }

    @Test
    void weights_of_other_channels_are_refused() {
        assertThatRule(new ConvShape())
                .on("Conv")
                .input(1, 5, 6, 8)
                .input(4, 3, 1, 1)
                .refuses("weights 4×3×1×1 in 1 group(s) take 3 channels, the input has 5");
    }
}
