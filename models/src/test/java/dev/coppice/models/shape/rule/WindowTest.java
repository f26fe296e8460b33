package dev.coppice.models.shape.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    private static final Attributes KERNEL_3 = Attributes.NONE.with("kernel_shape", 3, 3);

    @ParameterizedTest(name = "size {0}, stride {1}, auto_pad {2}: output {3}, padding {4} before and {5} after")
    @CsvSource({"7,2,SAME_UPPER,4,1,1", "8,2,SAME_UPPER,4,0,1", "8,2,SAME_LOWER,4,1,0", "8,2,VALID,3,0,0"})
    void resolves_auto_pad(int size, int stride, String autoPad, int output, int before, int after) {
        Node pool =
                Node.of("MaxPool", "y", KERNEL_3.with("strides", stride, stride).with("auto_pad", autoPad), "x");

        Window window = Window.ofPool(pool, Shape.of(1, 1, size, size));

        assertThat(window.outputSize(0, size, false)).isEqualTo(output);
        assertThat(window.begin()[0]).isEqualTo(before);
        assertThat(window.end()[0]).isEqualTo(after);
    }

    @Test
    void goes_over_one_space_axis_or_three() {
        Attributes signal = Attributes.NONE
                .with("strides", new int[] {2})
                .with("dilations", new int[] {3})
                .with("pads", 1, 2);
        Attributes volume = Attributes.NONE.with("strides", 1, 2, 3).with("pads", 0, 1, 1, 0, 1, 1);

        Window one = Window.ofConv(Node.of("Conv", "y", signal, "x", "w"), Shape.of(1, 4, 20), Shape.of(6, 4, 3));
        Window three = Window.ofPool(
                Node.of("MaxPool", "y", volume.with("kernel_shape", 1, 3, 3), "x"), Shape.of(1, 4, 5, 8, 9));

        assertThat(one.output(Shape.of(1, 4, 20), 6, false)).isEqualTo(Shape.of(1, 6, 9));
        assertThat(three.output(Shape.of(1, 4, 5, 8, 9), 4, false)).isEqualTo(Shape.of(1, 4, 5, 4, 3));
        assertThat(three.pads()).containsExactly(0, 1, 1, 0, 1, 1);
    }

    /** As in PyTorch, a last window in ceil mode must start inside the input or the left padding. */
    @ParameterizedTest(name = "size {0}, kernel {1}, stride {2}, padding {3}: {4} in ceil mode")
    @CsvSource({"7,2,2,0,4", "6,2,2,0,3", "5,2,3,1,2", "3,1,2,0,2"})
    void drops_a_partial_window_that_starts_in_the_end_padding(int size, int kernel, int stride, int pad, int output) {
        Attributes a = Attributes.NONE
                .with("kernel_shape", kernel, kernel)
                .with("strides", stride, stride)
                .with("pads", pad, pad, pad, pad);

        Window window = Window.ofPool(Node.of("MaxPool", "y", a, "x"), Shape.of(1, 1, size, size));

        assertThat(window.outputSize(0, size, true)).isEqualTo(output);
    }

    @Test
    void doubles_the_size_by_a_transposed_convolution_of_kernel_3_with_output_padding() {
        Attributes a =
                Attributes.NONE.with("strides", 2, 2).with("pads", 1, 1, 1, 1).with("output_padding", 1, 1);
        Shape input = Shape.of(1, 4, 5, 5);

        Window window = Window.ofConvTranspose(Node.of("ConvTranspose", "y", a, "x", "w"), input, Shape.of(4, 2, 3, 3));

        assertThat(window.transposedSize(0, 5)).isEqualTo(10);
    }
}
