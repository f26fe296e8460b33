package dev.coppice.models.shape;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.counting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Symbols of the sizes of tensors made of an image N×3×H×W, of which N, H and W are open. */
class AxisSymbolsTest {
    private static final Attributes NONE = Attributes.NONE;
    private static final List<String> OPEN = List.of("N", "3", "H", "W");

    private static NetworkBuilder image() {
        return NetworkBuilder.random(8, 12, 0);
    }

    /** The image's means, N×3×1×1. */
    private static NetworkBuilder means() {
        return image().node("GlobalAveragePool", "g", IMAGE);
    }

    /** For each axis of y: its size if it is fixed, the axis of the image that it always equals, or a question mark. */
    private static String symbols(NetworkBuilder network) {
        Graph graph = network.graph("y");
        Shapes shapes = Shapes.infer(graph, Map.of(IMAGE, Shape.of(2, 3, 8, 12)));
        AxisSymbols symbols = AxisSymbols.of(graph, shapes, SizeOrigins.of(graph, shapes));
        return IntStream.range(0, shapes.of("y").rank())
                .mapToObj(k -> symbols.isFixed("y", k)
                        ? String.valueOf(shapes.of("y").size(k))
                        : IntStream.range(0, OPEN.size())
                                .filter(i -> symbols.isSame("y", k, IMAGE, i))
                                .mapToObj(OPEN::get)
                                .findFirst()
                                .orElse("?"))
                .collect(Collectors.joining(" "));
    }

    @Test
    void elementwise_operators_keep_the_sizes_that_they_broadcast() {
        assertThat(symbols(image().node("Relu", "y", IMAGE))).isEqualTo("N 3 H W");
        assertThat(symbols(means().node("Mul", "y", "g", IMAGE))).isEqualTo("N 3 H W");
        assertThat(symbols(image().constant("c", counting(8, 12)).node("Add", "y", IMAGE, "c")))
                .isEqualTo("N 3 8 12");
        assertThat(symbols(image().conv("a", IMAGE, 3).conv("b", IMAGE, 3).node("Add", "y", "a", "b")))
                .isEqualTo("N 3 ? ?");
        assertThat(symbols(image().node("Softmax", "y", NONE.with("axis", 1), IMAGE)))
                .isEqualTo("N 3 H W");
    }

    @Test
    void operators_over_maps_keep_the_batch_and_fixed_sizes() {
        assertThat(symbols(image().conv("y", IMAGE, 4))).isEqualTo("N 4 ? ?");
        assertThat(symbols(image().pool("y", IMAGE))).isEqualTo("N 3 ? ?");
        assertThat(symbols(image().resize("y", IMAGE, 2))).isEqualTo("N 3 ? ?");
        assertThat(symbols(means().resize("y", "g", 2))).isEqualTo("N 3 2 2");
        assertThat(symbols(means().conv("y", "g", 5, 1))).isEqualTo("N 5 1 1");
        assertThat(symbols(means().conv("k", IMAGE, 3)
                        .node("Shape", "s", IMAGE)
                        .integers("from", 2)
                        .integers("to", 4)
                        .node("Slice", "hw", "s", "from", "to")
                        .node("Shape", "gs", NONE.with("end", 2), "g")
                        .node("Concat", "sizes", NONE.with("axis", 0), "gs", "hw")
                        .node("Resize", "y", NONE.with("mode", "nearest"), "g", "", "", "sizes")))
                .isEqualTo("N 3 ? ?");
    }

    /** The sizes N·3, -1, H and W of an image, and N, -1, H, W. */
    private static NetworkBuilder grouped() {
        return image().node("Shape", "s", IMAGE)
                .integers("three", 3)
                .integers("rest", -1)
                .node("Slice", "n", "s", "zero", "one")
                .node("Slice", "hw", "s", "two", "four")
                .integers("zero", 0)
                .integers("one", 1)
                .integers("two", 2)
                .integers("four", 4)
                .node("Mul", "groups", "n", "three")
                .node("Concat", "apart", NONE.with("axis", 0), "groups", "rest", "hw")
                .node("Concat", "together", NONE.with("axis", 0), "n", "rest", "hw")
                .node("Concat", "flat", NONE.with("axis", 0), "groups", "one", "rest");
    }

    @Test
    void what_a_product_of_sizes_leaves_over_is_fixed_where_all_open_ones_are_in_it() {
        assertThat(symbols(grouped().node("Reshape", "y", IMAGE, "apart"))).isEqualTo("? 1 H W");
        assertThat(symbols(grouped().node("Reshape", "g", IMAGE, "apart").node("Reshape", "y", "g", "together")))
                .isEqualTo("N 3 H W");
        assertThat(symbols(grouped().node("Reshape", "g", IMAGE, "flat").node("Reshape", "y", "g", "together")))
                .isEqualTo("N 3 H W");
        assertThat(symbols(grouped().node("Reshape", "g", IMAGE, "together").node("Reshape", "y", "g", "flat")))
                .isEqualTo("? 1 ?");
    }

    @Test
    void a_product_of_very_many_sizes_is_not_taken_apart() {
        NetworkBuilder network = grouped()
                .node("GlobalAveragePool", "g", IMAGE)
                .node("Shape", "gs", NONE.with("start", 2).with("end", 3), "g");
        String last = "gs";
        for (int i = 0; i < 40; i++) {
            network.node("Mul", "power" + i, last, last);
            last = "power" + i;
        }

        assertThat(symbols(network.node("Concat", "target", NONE.with("axis", 0), last, "rest", "hw")
                        .node("Reshape", "y", IMAGE, "target")))
                .isEqualTo("1 ? H W");
    }

    @Test
    void reductions_drop_axes_or_leave_one() {
        assertThat(symbols(image().integers("axes", -3).node("ReduceMean", "y", IMAGE, "axes")))
                .isEqualTo("N 1 H W");
        assertThat(symbols(
                        image().integers("axes", 1, 2).node("ReduceMax", "y", NONE.with("keepdims", 0), IMAGE, "axes")))
                .isEqualTo("N W");
        assertThat(symbols(image().node("ReduceMean", "y", IMAGE))).isEqualTo("1 1 1 1");
    }

    @Test
    void products_take_rows_from_the_left_and_columns_from_the_right() {
        Attributes turned = NONE.with("perm", 0, 1, 3, 2);
        NetworkBuilder flat = means().node("Flatten", "f", "g").constant("w", counting(3, 5));

        assertThat(symbols(image().node("Transpose", "t", turned, IMAGE).node("MatMul", "y", IMAGE, "t")))
                .isEqualTo("N 3 H H");
        assertThat(symbols(image().constant("w", counting(12, 5)).node("MatMul", "y", IMAGE, "w")))
                .isEqualTo("N 3 H 5");
        assertThat(symbols(flat.node("Gemm", "y", "f", "w"))).isEqualTo("N 5");
        assertThat(symbols(means().node("Flatten", "f", "g")
                        .constant("w", counting(5, 3))
                        .node("Transpose", "t", "f")
                        .node("Gemm", "y", NONE.with("transA", 1).with("transB", 1), "t", "w")))
                .isEqualTo("N 5");
    }

    @Test
    void joined_and_split_axes_are_fixed_if_their_parts_are() {
        assertThat(symbols(image().concat("y", IMAGE, IMAGE))).isEqualTo("N 6 H W");
        assertThat(symbols(image().node("Concat", "y", NONE.with("axis", -1), IMAGE, IMAGE)))
                .isEqualTo("N 3 H ?");
        assertThat(symbols(image().integers("sizes", 1, 2)
                        .parts("Split", List.of("a", "y"), NONE.with("axis", 1), IMAGE, "sizes")))
                .isEqualTo("N 2 H W");
        assertThat(symbols(image().parts(
                                "Split",
                                List.of("a", "b", "y"),
                                NONE.with("axis", 1).with("num_outputs", 3),
                                IMAGE)))
                .isEqualTo("N 1 H W");
        assertThat(symbols(image().parts(
                                "Split", List.of("a", "y"), NONE.with("axis", 2).with("num_outputs", 2), IMAGE)))
                .isEqualTo("N 3 ? W");
    }

    @Test
    void blocks_of_pixels_keep_the_batch() {
        assertThat(symbols(image().conv("c", IMAGE, 12).node("DepthToSpace", "y", NONE.with("blocksize", 2), "c")))
                .isEqualTo("N 3 ? ?");
        assertThat(symbols(image().node("SpaceToDepth", "y", NONE.with("blocksize", 4), IMAGE)))
                .isEqualTo("N 48 ? ?");
    }

    @Test
    void axes_of_size_one_expand_to_the_sizes_that_are_asked() {
        assertThat(symbols(image().constant("c", counting(1, 3, 1, 1))
                        .node("Shape", "s", IMAGE)
                        .node("Expand", "y", "c", "s")))
                .isEqualTo("N 3 H W");
        assertThat(symbols(means().integers("s", 8, 12).node("Expand", "y", "g", "s")))
                .isEqualTo("N 3 8 12");
        assertThat(symbols(image().integers("s", 5, 1, 3, 1, 1).node("Expand", "y", IMAGE, "s")))
                .isEqualTo("5 N 3 H W");
    }

    @Test
    void flattened_axes_are_fixed_if_all_of_them_are() {
        assertThat(symbols(image().node("Flatten", "y", IMAGE))).isEqualTo("N ?");
        assertThat(symbols(means().node("Flatten", "y", "g"))).isEqualTo("N 3");
        assertThat(symbols(means().node("Flatten", "y", NONE.with("axis", -2), "g")))
                .isEqualTo("? 1");
        assertThat(symbols(means().node("Flatten", "y", NONE.with("axis", 0), "g")))
                .isEqualTo("1 ?");
    }

    @Test
    void gathered_axes_take_the_sizes_of_the_indices() {
        assertThat(symbols(image().integers("i", 0, 2).node("Gather", "y", NONE.with("axis", 1), IMAGE, "i")))
                .isEqualTo("N 2 H W");
        assertThat(symbols(image().integers("i", 0).node("Gather", "y", NONE.with("axis", -1), IMAGE, "i")))
                .isEqualTo("N 3 H 1");
    }

    @Test
    void only_axes_without_padding_keep_an_open_size() {
        assertThat(symbols(image().integers("pads", 0, 1, 1, 0, 0, 1, 1, 0).node("Pad", "y", IMAGE, "pads")))
                .isEqualTo("N 5 ? W");
        assertThat(symbols(
                        image().integers("pads", 1, 1).integers("axes", 2).node("Pad", "y", IMAGE, "pads", "", "axes")))
                .isEqualTo("? ? ? ?");
    }

    @Test
    void a_reshape_copies_sizes_and_finds_what_is_left() {
        assertThat(symbols(image().integers("to", 0, 0, -1).node("Reshape", "y", IMAGE, "to")))
                .isEqualTo("N 3 ?");
        assertThat(symbols(means().integers("to", -1, 3).node("Reshape", "y", "g", "to")))
                .isEqualTo("N 3");
        assertThat(symbols(means().integers("to", 0, -1).node("Reshape", "y", "g", "to")))
                .isEqualTo("N 3");
        assertThat(symbols(means().integers("to", 3, -1).node("Reshape", "y", "g", "to")))
                .isEqualTo("3 N");
        assertThat(symbols(means().integers("to", 1, -1).node("Reshape", "y", "g", "to")))
                .isEqualTo("1 ?");
        assertThat(symbols(
                        image().integers("to", 2, 3, 96).node("Reshape", "y", NONE.with("allowzero", 1), IMAGE, "to")))
                .isEqualTo("? ? ?");
    }

    @Test
    void a_reshape_to_read_sizes_has_their_symbols() {
        NetworkBuilder sized = image().node("Shape", "s", IMAGE)
                .integers("batch", 0)
                .node("Gather", "n", "s", "batch")
                .integers("height", 2)
                .node("Gather", "h", "s", "height")
                .integers("rest", -1);

        assertThat(symbols(sized.node("Concat", "to", NONE.with("axis", 0), "n", "rest", "h")
                        .node("Reshape", "y", IMAGE, "to")))
                .isEqualTo("N ? H");
    }

    @Test
    void a_slice_changes_the_axes_that_it_cuts() {
        NetworkBuilder cut = image().integers("from", 0).integers("to", 2);

        assertThat(symbols(cut.integers("axis", -3).node("Slice", "y", IMAGE, "from", "to", "axis")))
                .isEqualTo("N 2 H W");
        assertThat(symbols(image().integers("from", 0)
                        .integers("to", 4)
                        .integers("axis", 2)
                        .node("Slice", "y", IMAGE, "from", "to", "axis")))
                .isEqualTo("N 3 ? W");
        assertThat(symbols(image().integers("from", 0).integers("to", 1).node("Slice", "y", IMAGE, "from", "to")))
                .isEqualTo("? 3 H W");
    }

    @Test
    void squeezed_and_turned_axes_keep_their_symbols() {
        assertThat(symbols(means().integers("axes", -1, 2).node("Squeeze", "y", "g", "axes")))
                .isEqualTo("N 3");
        assertThat(symbols(means().node("Squeeze", "y", "g"))).isEqualTo("? ?");
        assertThat(symbols(image().integers("axes", 0, -1).node("Unsqueeze", "y", IMAGE, "axes")))
                .isEqualTo("1 N 3 H W 1");
        assertThat(symbols(image().node("Transpose", "y", IMAGE))).isEqualTo("W H 3 N");
        assertThat(symbols(image().node("Transpose", "y", NONE.with("perm", 0, 2, 3, 1), IMAGE)))
                .isEqualTo("N H W 3");
    }

    @Test
    void what_no_open_size_reaches_is_fixed() {
        assertThat(symbols(image().constant("a", counting(4, 5)).node("Relu", "y", "a")))
                .isEqualTo("4 5");
        assertThat(symbols(image().node("Shape", "y", IMAGE))).isEqualTo("4");
    }

    @Test
    void quantisation_keeps_all_sizes_and_quantised_weights_make_a_fixed_number_of_channels() {
        assertThat(symbols(image().constant("s", Tensor.scalar(0.5f))
                        .node("QuantizeLinear", "q", IMAGE, "s")
                        .node("DequantizeLinear", "y", "q", "s")))
                .isEqualTo("N 3 H W");
        assertThat(symbols(image().constant("s", Tensor.scalar(0.5f))
                        .constant("q", Tensor.of(ElementType.INT8, Shape.of(4, 3, 1, 1), ByteBuffer.allocate(12)))
                        .node("DequantizeLinear", "w", "q", "s")
                        .node("Conv", "y", IMAGE, "w")))
                .isEqualTo("N 4 ? ?");
    }
}
