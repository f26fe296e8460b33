package dev.coppice.models.shape.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ValueRulesTest {
    private static final Tensor MATRIX = Tensor.floats(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

    @Test
    void moves_elements() {
        assertThat(value("Transpose", Attributes.NONE, MATRIX))
                .contains(Tensor.floats(Shape.of(3, 2), 1, 4, 2, 5, 3, 6));
        assertThat(value("Gather", Attributes.NONE.with("axis", 1), MATRIX, Tensor.vector(-1, 0)))
                .contains(Tensor.floats(Shape.of(2, 2), 3, 1, 6, 4));
        assertThat(value("Gather", Attributes.NONE, MATRIX, Tensor.longs(Shape.SCALAR, 1)))
                .contains(Tensor.floats(Shape.of(3), 4, 5, 6));
        assertThat(value("Concat", Attributes.NONE.with("axis", 1), MATRIX, Tensor.floats(Shape.of(2, 1), 7, 8)))
                .contains(Tensor.floats(Shape.of(2, 4), 1, 2, 3, 7, 4, 5, 6, 8));
        assertThat(value("Expand", Attributes.NONE, Tensor.floats(Shape.of(2, 1), 1, 2), Tensor.vector(2, 2)))
                .contains(Tensor.floats(Shape.of(2, 2), 1, 1, 2, 2));
    }

    @Test
    void slices_backwards_and_to_the_end() {
        Tensor numbers = Tensor.vector(0, 1, 2, 3, 4);

        assertThat(slice(numbers, 1, Long.MAX_VALUE, 2)).contains(Tensor.vector(1, 3));
        assertThat(slice(numbers, -1, Long.MIN_VALUE, -2)).contains(Tensor.vector(4, 2, 0));
        assertThat(slice(numbers, 3, 1, 1)).contains(Tensor.vector());
    }

    @Test
    void computes_integers_exactly_and_broadcasts() {
        Tensor large = Tensor.longs(Shape.of(2, 1), 1L << 60, 7);

        assertThat(value("Add", Attributes.NONE, large, Tensor.vector(1, 2)))
                .contains(Tensor.longs(Shape.of(2, 2), (1L << 60) + 1, (1L << 60) + 2, 8, 9));
        assertThat(value("Div", Attributes.NONE, Tensor.vector(-7), Tensor.vector(2)))
                .contains(Tensor.vector(-3));
        assertThat(value("ReduceProd", Attributes.NONE, Tensor.vector(2, 3, 4))).contains(Tensor.vector(24));
    }

    @Test
    void casts_towards_zero() {
        Attributes toLong = Attributes.NONE.with("to", ElementType.INT64.code());

        assertThat(value("Cast", toLong, Tensor.floats(Shape.of(2), 2.9f, -2.9f)))
                .contains(Tensor.vector(2, -2));
    }

    @Test
    void has_no_answer_where_an_input_is_computed_or_wrong() {
        assertThat(ValueRules.evaluate(Node.of("Neg", "y", Attributes.NONE, "x"), Map.of()))
                .isEmpty();
        assertThat(value("Div", Attributes.NONE, Tensor.vector(1), Tensor.vector(0)))
                .isEmpty();
        assertThat(value("Gather", Attributes.NONE, MATRIX, Tensor.vector(9))).isEmpty();
        assertThat(value("Conv", Attributes.NONE, MATRIX, MATRIX)).isEmpty();
    }

    @Test
    void reduces_over_axes_in_double() {
        assertThat(value("ReduceMean", Attributes.NONE, MATRIX, Tensor.vector(1)))
                .contains(Tensor.floats(Shape.of(2, 1), 2, 5));
        assertThat(value("ReduceSumSquare", Attributes.NONE.with("keepdims", 0), MATRIX, Tensor.vector(0)))
                .contains(Tensor.floats(Shape.of(3), 17, 29, 45));
        assertThat(value("ReduceL2", Attributes.NONE.with("keepdims", 0), Tensor.floats(Shape.of(2), 3, 4)))
                .contains(Tensor.scalar(5));
        assertThat(value("ReduceMax", Attributes.NONE, Tensor.vector(-3, -2))).contains(Tensor.vector(-2));
        assertThat(value("ReduceMean", Attributes.NONE, Tensor.vector(1, 2))).isEmpty();
    }

    @Test
    void multiplies_stacked_matrices() {
        Tensor right = Tensor.floats(Shape.of(2, 3, 1), 1, 0, 0, 0, 1, 1);

        assertThat(value("MatMul", Attributes.NONE, MATRIX, right))
                .contains(Tensor.floats(Shape.of(2, 2, 1), 1, 4, 5, 11));
    }

    @Test
    void multiplies_and_adds_weights_as_they_are_stored() {
        Tensor weights = Tensor.floats(Shape.of(1, 3), 1, 0, 2);
        Attributes stored = Attributes.NONE.with("transB", 1).with("alpha", 2f).with("beta", 3f);

        assertThat(value("Gemm", stored, MATRIX, weights)).contains(Tensor.floats(Shape.of(2, 1), 14, 32));
        assertThat(value("Gemm", stored, MATRIX, weights, Tensor.floats(Shape.of(1), 10)))
                .contains(Tensor.floats(Shape.of(2, 1), 44, 62));
        assertThat(value("Gemm", Attributes.NONE.with("transA", 1), MATRIX, Tensor.floats(Shape.of(2, 1), 1, 1)))
                .contains(Tensor.floats(Shape.of(3, 1), 5, 7, 9));
    }

    @Test
    void normalises_rows_and_shares() {
        float root = (float) Math.sqrt(1.5);
        Tensor scale = Tensor.floats(Shape.of(3), 1, 2, 4);
        Tensor thirds = Tensor.floats(Shape.of(2, 1), (float) Math.log(1), (float) Math.log(2));

        assertThat(value("LayerNormalization", Attributes.NONE.with("epsilon", 0f), MATRIX, scale))
                .hasValueSatisfying(rows -> assertThat(rows.toFloats())
                        .containsExactly(new float[] {-root, 0, 4 * root, -root, 0, 4 * root}, within(1e-6f)));
        assertThat(value("Softmax", Attributes.NONE.with("axis", 0), thirds))
                .hasValueSatisfying(shares ->
                        assertThat(shares.toFloats()).containsExactly(new float[] {1 / 3f, 2 / 3f}, within(1e-6f)));
    }

    @Test
    void splits_into_all_parts() {
        Node split =
                new Node("s", "", "Split", List.of("x", "sizes"), List.of("a", "b"), Attributes.NONE.with("axis", 1));
        Map<String, Tensor> known = Map.of("x", MATRIX, "sizes", Tensor.vector(2, 1));

        assertThat(ValueRules.evaluateAll(split, known))
                .containsExactly(Tensor.floats(Shape.of(2, 2), 1, 2, 4, 5), Tensor.floats(Shape.of(2, 1), 3, 6));
        assertThat(ValueRules.evaluateAll(split, Map.of("x", MATRIX, "sizes", Tensor.vector(2, 2))))
                .isEmpty();
    }

    @Test
    void repeats_frames_and_sums_elements() {
        Tensor row = Tensor.floats(Shape.of(1, 3), 1, 2, 3);

        assertThat(value("Tile", Attributes.NONE, row, Tensor.vector(2, 2)))
                .contains(Tensor.floats(Shape.of(2, 6), 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3));
        assertThat(value("Pad", Attributes.NONE, row, Tensor.vector(0, 1, 1, 0), Tensor.scalar(9)))
                .contains(Tensor.floats(Shape.of(2, 4), 9, 1, 2, 3, 9, 9, 9, 9));
        assertThat(value("Pad", Attributes.NONE.with("mode", "reflect"), row, Tensor.vector(0, 2, 0, 1)))
                .contains(Tensor.floats(Shape.of(1, 6), 3, 2, 1, 2, 3, 2));
        assertThat(value("Pad", Attributes.NONE, row, Tensor.vector(0, -9, 0, 0)))
                .isEmpty();
        assertThat(value("CumSum", Attributes.NONE, row, Tensor.longs(Shape.SCALAR, 1)))
                .contains(Tensor.floats(Shape.of(1, 3), 1, 3, 6));
        assertThat(value("Trilu", Attributes.NONE.with("upper", 0), MATRIX))
                .contains(Tensor.floats(Shape.of(2, 3), 1, 0, 0, 4, 5, 0));
    }

    @Test
    void makes_diagonals_of_the_size_and_type_of_a_matrix() {
        assertThat(value("EyeLike", Attributes.NONE, MATRIX)).contains(Tensor.floats(Shape.of(2, 3), 1, 0, 0, 0, 1, 0));
        assertThat(value("EyeLike", Attributes.NONE.with("k", -1).with("dtype", ElementType.INT64.code()), MATRIX))
                .contains(Tensor.longs(Shape.of(2, 3), 0, 0, 0, 1, 0, 0));
    }

    @Test
    void frames_by_repeating_what_is_there() {
        Tensor row = Tensor.floats(Shape.of(1, 3), 1, 2, 3);

        assertThat(value("Pad", Attributes.NONE.with("mode", "edge"), row, Tensor.vector(0, 2, 0, 1)))
                .contains(Tensor.floats(Shape.of(1, 6), 1, 1, 1, 2, 3, 3));
        assertThat(value("Pad", Attributes.NONE.with("mode", "wrap"), row, Tensor.vector(0, 1, 0, 2)))
                .contains(Tensor.floats(Shape.of(1, 6), 3, 1, 2, 3, 1, 2));
        assertThat(value("Pad", Attributes.NONE, row, Tensor.vector(0, -1, 0, 1)))
                .contains(Tensor.floats(Shape.of(1, 3), 2, 3, 0));
    }

    @Test
    void frames_integers_along_chosen_axes() {
        Tensor matrix = Tensor.longs(Shape.of(2, 2), 1, 2, 3, 4);
        Tensor seven = Tensor.longs(Shape.SCALAR, 7);

        assertThat(value("Pad", Attributes.NONE, matrix, Tensor.vector(1, 0), seven, Tensor.vector(-1)))
                .contains(Tensor.longs(Shape.of(2, 3), 7, 1, 2, 7, 3, 4));
        assertThat(value("Pad", Attributes.NONE, matrix, Tensor.vector(0, 0, 1, 0)))
                .contains(Tensor.longs(Shape.of(3, 2), 1, 2, 3, 4, 0, 0));
    }

    @Test
    void sums_integers_along_an_axis() {
        Tensor matrix = Tensor.longs(Shape.of(2, 2), 1, 2, 3, 4);
        Tensor rows = Tensor.longs(Shape.SCALAR, 0);

        assertThat(value("CumSum", Attributes.NONE, matrix, rows)).contains(Tensor.longs(Shape.of(2, 2), 1, 2, 4, 6));
        assertThat(value("CumSum", Attributes.NONE, matrix, Tensor.longs(Shape.SCALAR, -1)))
                .contains(Tensor.longs(Shape.of(2, 2), 1, 3, 3, 7));
        assertThat(value("CumSum", Attributes.NONE.with("exclusive", 1), matrix, rows))
                .isEmpty();
        assertThat(value("CumSum", Attributes.NONE.with("reverse", 1), matrix, rows))
                .isEmpty();
    }

    @Test
    void keeps_a_triangle_of_each_matrix() {
        Tensor stack = Tensor.longs(Shape.of(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);

        assertThat(value("Trilu", Attributes.NONE, stack))
                .contains(Tensor.longs(Shape.of(2, 2, 2), 1, 2, 0, 4, 5, 6, 0, 8));
        assertThat(value("Trilu", Attributes.NONE, MATRIX, Tensor.longs(Shape.SCALAR, 1)))
                .contains(Tensor.floats(Shape.of(2, 3), 0, 2, 3, 0, 0, 6));
        assertThat(value("Trilu", Attributes.NONE.with("upper", 0), MATRIX, Tensor.longs(Shape.SCALAR, -1)))
                .contains(Tensor.floats(Shape.of(2, 3), 0, 0, 0, 4, 0, 0));
    }

    @Test
    void bounds_numbers_and_exact_integers() {
        long large = (1L << 60) + 1;

        assertThat(value("Clip", Attributes.NONE, MATRIX, Tensor.scalar(2), Tensor.scalar(4.5f)))
                .contains(Tensor.floats(Shape.of(2, 3), 2, 2, 3, 4, 4.5f, 4.5f));
        assertThat(value("Clip", Attributes.NONE, Tensor.vector(-3, large), Tensor.longs(Shape.SCALAR, 0)))
                .contains(Tensor.vector(0, large));
        assertThat(value("Trilu", Attributes.NONE, Tensor.longs(Shape.of(1, 2), large, 5)))
                .contains(Tensor.longs(Shape.of(1, 2), large, 5));
    }

    @Test
    void joins_and_turns_conditions() {
        Tensor low = value("Less", Attributes.NONE, Tensor.vector(1, 2, 3, 4), Tensor.vector(3))
                .orElseThrow();
        Tensor even = value("Equal", Attributes.NONE, Tensor.vector(0, 1, 0, 1), Tensor.vector(1))
                .orElseThrow();

        assertThat(value("And", Attributes.NONE, low, even).orElseThrow().toLongs())
                .containsExactly(0, 1, 0, 0);
        assertThat(value("Or", Attributes.NONE, low, even).orElseThrow().toLongs())
                .containsExactly(1, 1, 0, 1);
        assertThat(value("Xor", Attributes.NONE, low, even).orElseThrow().toLongs())
                .containsExactly(1, 0, 0, 1);
        Tensor high = value("Not", Attributes.NONE, low).orElseThrow();
        assertThat(high.type()).isEqualTo(ElementType.BOOL);
        assertThat(high.toLongs()).containsExactly(0, 0, 1, 1);
    }

    @Test
    void makes_a_constant_of_any_kind_of_number() {
        assertThat(value("Constant", Attributes.NONE.with("value_float", 1.5f))).contains(Tensor.scalar(1.5f));
        assertThat(value("Constant", Attributes.NONE.with("value_int", 7))).contains(Tensor.longs(Shape.SCALAR, 7));
        assertThat(value("Constant", Attributes.NONE.with("value_ints", 7, 8))).contains(Tensor.vector(7, 8));
        assertThat(value("Constant", Attributes.NONE.with("value_floats", new AttributeValue.Reals(List.of(1f, 2f)))))
                .contains(Tensor.floats(Shape.of(2), 1, 2));
        assertThat(value("Constant", Attributes.NONE.with("value", new AttributeValue.Data(MATRIX))))
                .contains(MATRIX);
        assertThat(value("Constant", Attributes.NONE.with("value_string", "seven")))
                .isEmpty();
        assertThat(value("Constant", Attributes.NONE)).isEmpty();
    }

    @Test
    void fills_a_shape_and_counts() {
        Tensor seven = Tensor.vector(7);

        assertThat(value("ConstantOfShape", Attributes.NONE, Tensor.vector(2, 1)))
                .contains(Tensor.floats(Shape.of(2, 1), 0, 0));
        assertThat(value("ConstantOfShape", Attributes.NONE.with("value", new AttributeValue.Data(seven)), seven))
                .contains(Tensor.vector(7, 7, 7, 7, 7, 7, 7));
        assertThat(value("Range", Attributes.NONE, number(10), number(3), number(-3)))
                .contains(Tensor.vector(10, 7, 4));
        assertThat(value("Range", Attributes.NONE, number(3), number(3), number(1)))
                .contains(Tensor.vector());
        assertThat(value("Range", Attributes.NONE, Tensor.scalar(0), Tensor.scalar(1), Tensor.scalar(0.4f)))
                .hasValueSatisfying(x -> assertThat(x.toFloats()).containsExactly(0, 0.4f, 0.8f));
    }

    private static Tensor number(long value) {
        return Tensor.longs(Shape.SCALAR, value);
    }

    @Test
    void reduces_by_every_operator() {
        Attributes flat = Attributes.NONE.with("keepdims", 0);
        Tensor rows = Tensor.vector(-1);
        Tensor x = Tensor.floats(Shape.of(2, 2), -1, 3, 2, 4);

        assertThat(value("ReduceSum", flat, x, rows)).contains(Tensor.floats(Shape.of(2), 2, 6));
        assertThat(value("ReduceProd", flat, x, rows)).contains(Tensor.floats(Shape.of(2), -3, 8));
        assertThat(value("ReduceMax", flat, x, rows)).contains(Tensor.floats(Shape.of(2), 3, 4));
        assertThat(value("ReduceMin", flat, x, rows)).contains(Tensor.floats(Shape.of(2), -1, 2));
        assertThat(value("ReduceL1", flat, x, rows)).contains(Tensor.floats(Shape.of(2), 4, 6));
        assertThat(value("ReduceLogSum", flat, x, rows))
                .contains(Tensor.floats(Shape.of(2), (float) Math.log(2), (float) Math.log(6)));
        assertThat(value("ReduceLogSumExp", flat, Tensor.floats(Shape.of(2), 0, 0)))
                .contains(Tensor.scalar((float) Math.log(2)));
        assertThat(value("ReduceSum", flat.with("noop_with_empty_axes", 1), x)).contains(x);
        assertThat(value("ReduceSum", flat, Tensor.vector(3, 4))).contains(number(7));
        assertThat(value("ReduceMin", flat, Tensor.vector(3, 4))).contains(number(3));
    }

    @Test
    void normalises_by_given_statistics() {
        Tensor ones = Tensor.floats(Shape.of(3), 1, 1, 1);
        Tensor shift = Tensor.floats(Shape.of(3), 0, 10, 0);

        assertThat(value(
                        "BatchNormalization",
                        Attributes.NONE.with("epsilon", 3f),
                        MATRIX,
                        ones,
                        shift,
                        Tensor.floats(Shape.of(3), 1, 2, 3),
                        ones))
                .contains(Tensor.floats(Shape.of(2, 3), 0, 10, 0, 1.5f, 11.5f, 1.5f));
    }

    @Test
    void tells_the_sizes_of_constants() {
        assertThat(value("Shape", Attributes.NONE, MATRIX)).contains(Tensor.vector(2, 3));
        assertThat(value("Size", Attributes.NONE, MATRIX)).contains(Tensor.longs(Shape.SCALAR, 6));
    }

    private static Optional<Tensor> slice(Tensor x, long start, long end, long step) {
        return value(
                "Slice",
                Attributes.NONE,
                x,
                Tensor.vector(start),
                Tensor.vector(end),
                Tensor.vector(0),
                Tensor.vector(step));
    }

    /** The value of a node that reads these constants. */
    static Optional<Tensor> value(String op, Attributes attributes, Tensor... inputs) {
        Map<String, Tensor> known = new TreeMap<>();
        String[] names = new String[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            names[i] = "in" + i;
            known.put(names[i], inputs[i]);
        }
        return ValueRules.evaluate(Node.of(op, "y", attributes, names), known);
    }
}
