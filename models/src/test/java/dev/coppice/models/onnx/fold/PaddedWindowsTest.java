package dev.coppice.models.onnx.fold;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.onnx.fold.Computed.operators;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;

class PaddedWindowsTest {
    private static final Attributes STRIDED = Attributes.NONE.with("strides", 2, 2);

    private static NetworkBuilder padded(long... amounts) {
        return NetworkBuilder.small()
                .normal("w", 1, 4, 3, 3, 3)
                .integers("amounts", amounts)
                .node("Pad", "padded", IMAGE, "amounts");
    }

    @Test
    void zeros_around_height_and_width_are_the_padding_of_a_convolution() {
        Attributes own = STRIDED.with("pads", 1, 0, 0, 2);
        Graph graph = PaddedWindows.merge(padded(0, 0, 0, 1, 0, 0, 3, 4)
                .node("Conv", "y", own, "padded", "w")
                .graph("y"));

        assertThat(operators(graph)).containsExactly("Conv");
        assertThat(graph.node("y").input(0)).isEqualTo(IMAGE);
        assertThat(graph.node("y").attributes().integers("pads")).containsExactly(1, 1, 3, 6);
    }

    @Test
    void a_pad_that_names_its_axes_is_merged_too() {
        Graph graph = PaddedWindows.merge(NetworkBuilder.small()
                .normal("w", 1, 4, 3, 3, 3)
                .integers("amounts", 1, 2, 3, 4)
                .integers("axes", -1, 2)
                .node("Pad", "padded", IMAGE, "amounts", "", "axes")
                .node("Conv", "y", STRIDED, "padded", "w")
                .graph("y"));

        assertThat(graph.node("y").attributes().integers("pads")).containsExactly(2, 1, 4, 3);
    }

    @Test
    void another_reader_keeps_the_pad() {
        Graph graph = PaddedWindows.merge(padded(0, 0, 0, 0, 0, 0, 1, 1)
                .node("Conv", "c", STRIDED, "padded", "w")
                .node("MaxPool", "p", STRIDED.with("kernel_shape", 3, 3), "padded")
                .node("Concat", "y", Attributes.NONE.with("axis", 1), "c", "p")
                .graph("y"));

        assertThat(operators(graph)).containsExactlyInAnyOrder("Pad", "Conv", "MaxPool", "Concat");
        assertThat(graph.node("c").input(0)).isEqualTo(IMAGE);
        assertThat(graph.node("p").input(0)).isEqualTo("padded");
    }

    @Test
    void channels_that_are_padded_and_samples_that_are_cut_off_stay() {
        Graph channels =
                padded(0, 1, 0, 0, 0, 0, 1, 1).node("Conv", "y", "padded", "w").graph("y");
        Graph cut =
                padded(0, 0, -1, 0, 0, 0, 1, 1).node("Conv", "y", "padded", "w").graph("y");

        assertThat(operators(PaddedWindows.merge(channels))).containsExactly("Pad", "Conv");
        assertThat(operators(PaddedWindows.merge(cut))).containsExactly("Pad", "Conv");
    }

    @Test
    void borders_that_are_not_zeros_stay() {
        Graph graph = NetworkBuilder.small()
                .normal("w", 1, 4, 3, 3, 3)
                .integers("amounts", 0, 0, 1, 1, 0, 0, 1, 1)
                .node("Pad", "padded", Attributes.NONE.with("mode", "reflect"), IMAGE, "amounts")
                .node("Conv", "y", "padded", "w")
                .graph("y");

        assertThat(operators(PaddedWindows.merge(graph))).containsExactly("Pad", "Conv");
    }

    @Test
    void an_average_pool_counts_the_zeros_that_it_takes_in() {
        Attributes pool = STRIDED.with("kernel_shape", 3, 3);
        Graph merged = PaddedWindows.merge(padded(0, 0, 1, 1, 0, 0, 1, 1)
                .node("AveragePool", "y", pool, "padded")
                .graph("y"));
        Graph own = PaddedWindows.merge(padded(0, 0, 1, 1, 0, 0, 1, 1)
                .node("AveragePool", "y", pool.with("pads", 1, 1, 1, 1), "padded")
                .graph("y"));
        Graph rounded = PaddedWindows.merge(padded(0, 0, 1, 1, 0, 0, 1, 1)
                .node("AveragePool", "y", pool.with("ceil_mode", 1), "padded")
                .graph("y"));

        assertThat(operators(merged)).containsExactly("AveragePool");
        assertThat(merged.node("y").attributes().integers("pads")).containsExactly(1, 1, 1, 1);
        assertThat(merged.node("y").attributes().integer("count_include_pad", 0))
                .isEqualTo(1);
        assertThat(operators(own)).as("its own padding does not count").containsExactly("Pad", "AveragePool");
        assertThat(operators(rounded)).as("its last window may be cut off").containsExactly("Pad", "AveragePool");
    }

    @Test
    void a_maximum_takes_zeros_in_that_no_value_is_below() {
        Attributes pool = STRIDED.with("kernel_shape", 3, 3);
        NetworkBuilder rectified = NetworkBuilder.small()
                .integers("amounts", 0, 0, 1, 1, 0, 0, 1, 1)
                .node("Relu", "r", IMAGE)
                .node("Pad", "padded", "r", "amounts");
        Graph merged = PaddedWindows.merge(
                rectified.node("MaxPool", "y", pool, "padded").graph("y"));
        Graph signed = PaddedWindows.merge(padded(0, 0, 1, 1, 0, 0, 1, 1)
                .node("MaxPool", "y", pool, "padded")
                .graph("y"));
        Graph wide = PaddedWindows.merge(padded(0, 0, 3, 1, 0, 0, 1, 1)
                .node("AveragePool", "y", pool, "padded")
                .graph("y"));

        assertThat(operators(merged)).containsExactly("Relu", "MaxPool");
        assertThat(merged.node("y").attributes().integers("pads")).containsExactly(1, 1, 1, 1);
        assertThat(operators(signed)).containsExactly("Pad", "MaxPool");
        assertThat(operators(wide)).as("a window of zeros alone").containsExactly("Pad", "AveragePool");
    }
}
