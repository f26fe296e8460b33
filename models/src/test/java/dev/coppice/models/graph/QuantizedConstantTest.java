package dev.coppice.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Tests of (stored − zero point) · scale, as ONNX defines DequantizeLinear. */
class QuantizedConstantTest {
    private static final Shape SQUARE = Shape.of(2, 2);
    private static final Attributes ROWS = Attributes.NONE.with("axis", 0);

    private static Tensor bytes(ElementType type, Shape shape, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return Tensor.of(type, shape, bytes.flip());
    }

    private static Tensor signed(Shape shape, int... values) {
        return bytes(ElementType.INT8, shape, values);
    }

    private static Tensor scales(float... values) {
        return Tensor.floats(Shape.of(values.length), values);
    }

    private static Graph graph(Attributes attributes, Tensor... inputs) {
        Map<String, Tensor> constants = new LinkedHashMap<>();
        List<String> names = List.of("q", "s", "z").subList(0, inputs.length);
        for (int i = 0; i < inputs.length; i++) {
            constants.put(names.get(i), inputs[i]);
        }
        return new Graph(
                "g",
                List.of(new TensorInfo("x", ElementType.INT8, List.of(Dimension.of(2)))),
                List.of(new TensorInfo("w", ElementType.FLOAT, List.of())),
                List.of(new Node("w", "", "DequantizeLinear", names, List.of("w"), attributes)),
                constants);
    }

    private static Optional<QuantizedConstant> find(Attributes attributes, Tensor... inputs) {
        return QuantizedConstant.of(graph(attributes, inputs), "w");
    }

    private static QuantizedConstant constant(Attributes attributes, Tensor... inputs) {
        return find(attributes, inputs).orElseThrow();
    }

    private static Attributes blocks(int axis, int size) {
        return Attributes.NONE.with("axis", axis).with("block_size", size);
    }

    @Test
    void one_scale_and_zero_point_hold_for_all() {
        QuantizedConstant constant =
                constant(Attributes.NONE, signed(Shape.of(3), -3, 0, 5), Tensor.scalar(0.5f), signed(Shape.SCALAR, 1));

        assertThat(constant.values()).isEqualTo(scales(-2, -0.5f, 2));
        assertThat(constant.isPerTensor()).isTrue();
        assertThat(constant.isBlocked()).isFalse();
        assertThat(constant.axis()).isEqualTo(-1);
        assertThat(constant.block()).isEqualTo(1);
        assertThat(constant.shape()).isEqualTo(Shape.of(3));
        assertThat(constant.node().inputs()).containsExactly("q", "s", "z");
    }

    @Test
    void without_a_zero_point_it_is_zero() {
        assertThat(constant(ROWS, signed(SQUARE, 1, -2, 3, -4), scales(2, 0.5f))
                        .values()
                        .toFloats())
                .containsExactly(2, -4, 1.5f, -2);
    }

    @Test
    void each_row_has_its_scale_and_zero_point() {
        QuantizedConstant constant = constant(
                ROWS,
                bytes(ElementType.UINT8, SQUARE, 0, 10, 128, 255),
                scales(1, 0.5f),
                bytes(ElementType.UINT8, Shape.of(2), 0, 128));

        assertThat(constant.axis()).isZero();
        assertThat(constant.values().toFloats()).containsExactly(0, 10, 0, 63.5f);
    }

    @Test
    void scales_are_along_axis_1_unless_the_node_says_otherwise() {
        Tensor stored = signed(SQUARE, 1, 2, 3, 4);

        assertThat(constant(Attributes.NONE, stored, scales(1, 10)).values().toFloats())
                .containsExactly(1, 20, 3, 40);
        assertThat(constant(Attributes.NONE.with("axis", -2), stored, scales(1, 10))
                        .values()
                        .toFloats())
                .containsExactly(1, 2, 30, 40);
    }

    @Test
    void blocks_of_neighbours_share_a_scale() {
        QuantizedConstant constant = constant(
                blocks(1, 2), signed(Shape.of(2, 4), 1, 2, 3, 4, 5, 6, 7, 8), Tensor.floats(SQUARE, 1, 2, 3, 4));

        assertThat(constant.isBlocked()).isTrue();
        assertThat(constant.block()).isEqualTo(2);
        assertThat(constant.values().toFloats()).containsExactly(1, 2, 6, 8, 15, 18, 28, 32);
    }

    @Test
    void the_last_block_may_be_short() {
        QuantizedConstant constant =
                constant(blocks(1, 2), signed(Shape.of(2, 3), 1, 2, 3, 4, 5, 6), Tensor.floats(SQUARE, 1, 2, 3, 4));

        assertThat(constant.values().toFloats()).containsExactly(1, 2, 6, 12, 15, 24);
    }

    @Test
    void blocks_of_rows_have_a_scale_and_a_zero_point_for_each_column() {
        QuantizedConstant constant = constant(
                blocks(0, 2),
                signed(Shape.of(4, 2), 1, 2, 3, 4, 5, 6, 7, 8),
                Tensor.floats(SQUARE, 1, 2, 3, 4),
                signed(SQUARE, 0, 1, 0, -1));

        assertThat(constant.values().toFloats()).containsExactly(1, 2, 3, 6, 15, 28, 21, 36);
    }

    @Test
    void values_have_the_type_of_the_scales() {
        Tensor half = constant(Attributes.NONE, signed(Shape.of(2), 1, -6), Tensor.halves(Shape.SCALAR, 0.25f))
                .values();

        assertThat(half).isEqualTo(Tensor.halves(Shape.of(2), 0.25f, -1.5f));
    }

    @Test
    void parameters_that_do_not_fit_make_no_constant() {
        Tensor stored = signed(SQUARE, 1, 2, 3, 4);

        assertThat(find(ROWS, stored, scales(1, 2, 3))).isEmpty();
        assertThat(find(ROWS, stored, scales(1, 2), signed(Shape.of(1), 0))).isEmpty();
        assertThat(find(ROWS, stored, Tensor.vector(1, 2))).isEmpty();
        assertThat(find(Attributes.NONE.with("axis", 2), stored, scales(1, 2))).isEmpty();
        assertThat(find(Attributes.NONE.with("axis", -3), stored, scales(1, 2))).isEmpty();
        assertThat(find(blocks(1, 2), stored, Tensor.floats(SQUARE, 1, 2, 3, 4)))
                .isEmpty();
        assertThat(find(blocks(1, 0), stored, Tensor.floats(Shape.of(2, 1), 1, 2)))
                .isEmpty();
    }

    @Test
    void a_tensor_with_a_computed_part_is_no_constant() {
        for (int computed = 0; computed < 3; computed++) {
            Graph whole =
                    graph(Attributes.NONE, signed(Shape.of(2), 1, 2), Tensor.scalar(0.5f), signed(Shape.SCALAR, 1));
            Map<String, Tensor> constants = new LinkedHashMap<>(whole.constants());
            String gone = List.of("q", "s", "z").get(computed);
            constants.remove(gone);
            Graph graph = new Graph(
                    "g",
                    List.of(new TensorInfo(gone, ElementType.INT8, List.of(Dimension.of(2)))),
                    whole.outputs(),
                    whole.nodes(),
                    constants);

            assertThat(QuantizedConstant.of(graph, "w")).as(gone).isEmpty();
            assertThat(QuantizedConstant.value(graph, "w")).as(gone).isEmpty();
            assertThat(QuantizedConstant.isConstant(graph, "w")).as(gone).isFalse();
        }
    }

    @Test
    void the_value_of_a_constant_is_told_however_it_is_stored() {
        Graph graph = graph(Attributes.NONE, signed(Shape.of(2), 1, 2), Tensor.scalar(0.5f));

        assertThat(QuantizedConstant.value(graph, "w")).contains(scales(0.5f, 1));
        assertThat(QuantizedConstant.value(graph, "q")).contains(signed(Shape.of(2), 1, 2));
        assertThat(QuantizedConstant.value(graph, "x")).isEmpty();
        assertThat(QuantizedConstant.isConstant(graph, "w")).isTrue();
        assertThat(QuantizedConstant.isConstant(graph, "s")).isTrue();
        assertThat(QuantizedConstant.isConstant(graph, "x")).isFalse();
    }

    @Test
    void removed_elements_get_the_zero_point_of_their_row() {
        QuantizedConstant constant =
                constant(ROWS, signed(SQUARE, 1, 2, 3, 4), scales(1, 2), signed(Shape.of(2), 7, -9));

        Tensor changed = constant.zeroed(i -> i == 1 || i == 2);

        assertThat(changed).isEqualTo(signed(SQUARE, 1, 7, -9, 4));
        assertThat(constant(ROWS, changed, scales(1, 2), signed(Shape.of(2), 7, -9))
                        .values()
                        .toFloats())
                .containsExactly(-6, 0, 0, 26);
    }

    @Test
    void removed_elements_are_zero_where_there_is_no_zero_point() {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(70_000).putInt(-70_000).putInt(5);
        Tensor stored = Tensor.of(ElementType.INT32, Shape.of(3), bytes.flip());

        Tensor changed = constant(Attributes.NONE, stored, Tensor.scalar(1)).zeroed(i -> i == 1);

        assertThat(changed.type()).isEqualTo(ElementType.INT32);
        assertThat(changed.toLongs()).containsExactly(70_000, 0, 5);
    }

    @Test
    void a_cut_takes_along_the_parameters_of_the_rows_that_stay() {
        QuantizedConstant constant =
                constant(ROWS, signed(Shape.of(3, 2), 1, 2, 3, 4, 5, 6), scales(1, 2, 3), signed(Shape.of(3), 7, 8, 9));

        assertThat(constant.inputs(t -> t.select(0, 0, 2).select(1, 1), Map.of(0, new int[] {0, 2}, 1, new int[] {1})))
                .containsExactly(signed(Shape.of(2, 1), 2, 6), scales(1, 3), signed(Shape.of(2), 7, 9));
    }

    @Test
    void a_cut_leaves_the_only_scale() {
        QuantizedConstant constant = constant(Attributes.NONE, signed(SQUARE, 1, 2, 3, 4), Tensor.scalar(2));

        assertThat(constant.inputs(t -> t.select(0, 1), Map.of(0, new int[] {1})))
                .containsExactly(signed(Shape.of(1, 2), 3, 4), Tensor.scalar(2));
    }

    @Test
    void a_cut_keeps_the_blocks_with_an_index_that_stays() {
        QuantizedConstant constant = constant(
                blocks(1, 2),
                signed(Shape.of(2, 4), 1, 2, 3, 4, 5, 6, 7, 8),
                Tensor.floats(SQUARE, 1, 2, 3, 4),
                signed(SQUARE, 0, 1, 2, 3));
        UnaryOperator<Tensor> cut = t -> t.select(0, 1).select(1, 2, 3);

        assertThat(constant.inputs(cut, Map.of(0, new int[] {1}, 1, new int[] {2, 3})))
                .containsExactly(
                        signed(Shape.of(1, 2), 7, 8), Tensor.floats(Shape.of(1, 1), 4), signed(Shape.of(1, 1), 3));
    }
}
