package dev.coppice.models.shape.rule;

import static dev.coppice.models.shape.ShapeRuleAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import org.junit.jupiter.api.Test;

class ConvTransposeShapeTest {

    @Test
    void kernel_and_stride_of_2_double_the_size() {
        assertThatRule(new ConvTransposeShape())
                .on("ConvTranspose", Attributes.NONE.with("strides", 2, 2))
                .input(1, 8, 3, 5)
                .input(8, 4, 2, 2)
                .gives(1, 4, 6, 10);
    }

    @Test
    void pads_take_and_output_padding_adds() {
        // (5 − 1) · 2 + 3 − 1 − 1 + 1
        assertThatRule(new ConvTransposeShape())
                .on(
                        "ConvTranspose",
                        Attributes.NONE
                                .with("strides", 2, 2)
                                .with("pads", 1, 1, 1, 1)
                                .with("output_padding", 1, 1))
                .input(1, 8, 5, 5)
                .input(8, 4, 3, 3)
                .gives(1, 4, 10, 10);
    }

    @Test
    void groups_multiply_the_channels() {
        assertThatRule(new ConvTransposeShape())
                .on("ConvTranspose", Attributes.NONE.with("group", 2))
                .input(1, 8, 3, 3)
                .input(8, 3, 1, 1)
                .gives(1, 6, 3, 3);
    }

    @Test
    void weights_of_other_channels_are_refused() {
        assertThatRule(new ConvTransposeShape())
                .on("ConvTranspose")
                .input(1, 8, 3, 3)
                .input(6, 3, 1, 1)
                .refuses("weights 6×3×1×1 take 6 channels, the input has 8");
    }
}
