package dev.coppice.models.shape.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private static Window transposed(Attributes attributes) {
        Node node = Node.of("ConvTranspose", "y", attributes.with("strides", 2, 2), "x", "w");
        return Window.ofConvTranspose(node, Shape.of(1, 4, 5, 5), Shape.of(4, 2, 3, 3));
    }

    @Test
    void pads_a_transposed_convolution_for_the_size_that_is_asked() {
        Window upper = transposed(Attributes.NONE.with("auto_pad", "SAME_UPPER"));
        Window lower = transposed(Attributes.NONE.with("auto_pad", "SAME_LOWER"));
        Window asked = transposed(Attributes.NONE.with("output_shape", 8, 11));

        assertThat(upper.pads()).containsExactly(0, 0, 1, 1);
        assertThat(lower.pads()).containsExactly(1, 1, 0, 0);
        assertThat(asked.pads()).containsExactly(2, 0, 1, 0);
        assertThat(asked.transposed(Shape.of(1, 4, 5, 5), 2)).isEqualTo(Shape.of(1, 2, 8, 11));
    }

    @Test
    void refuses_what_does_not_fit_the_axes() {
        Node three = Node.of("MaxPool", "y", Attributes.NONE.with("kernel_shape", 3, 3, 3), "x");
        Node strides = Node.of("MaxPool", "y", KERNEL_3.with("strides", new int[] {2}), "x");
        Node plain = Node.of("MaxPool", "y", KERNEL_3, "x");

        assertThatThrownBy(() -> Window.ofPool(three, Shape.of(1, 4, 5, 5)))
                .hasMessage("'kernel_shape' is [3, 3, 3], expected 2 numbers");
        assertThatThrownBy(() -> Window.ofConv(
                        Node.of("Conv", "y", Attributes.NONE, "x", "w"), Shape.of(1, 4, 5, 5), Shape.of(2, 4, 3, 3, 3)))
                .hasMessage("a kernel over 3 axes does not go over the 2 of 1×4×5×5");
        assertThatThrownBy(() -> Window.ofPool(strides, Shape.of(1, 4, 5, 5)))
                .hasMessage("'strides' is [2], expected 2 numbers");
        assertThatThrownBy(() -> Window.ofPool(plain, Shape.of(1, 4)))
                .hasMessage("expected N×C and space axes, got 1×4");
        assertThatThrownBy(() -> Window.ofPool(plain, Shape.of(1, 4, 5, 2)).outputSize(1, 2, false))
                .hasMessage("a window of 3 does not fit a padded size of 2");
    }
}
