package dev.coppice.models.shape.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticTest {
    private static Optional<Tensor> value(String op, Tensor... inputs) {
        return ValueRulesTest.value(op, Attributes.NONE, inputs);
    }

    private static Tensor reals(float... values) {
        return Tensor.floats(Shape.of(values.length), values);
    }

    @ParameterizedTest
    @CsvSource({
        "Add, -7, 2, -5, -5",
        "Sub, -7, 2, -9, -9",
        "Mul, -7, 2, -14, -14",
        "Div, -7, 2, -3.5, -3",
        "Mod, -7, 2, -1, 1",
        "Pow, -7, 2, 49, 49",
        "Max, -7, 2, 2, 2",
        "Min, -7, 2, -7, -7"
    })
    void two_operands_of_each_type(String op, int x, int y, float real, long integer) {
        assertThat(value(op, reals(x), reals(y))).contains(reals(real));
        assertThat(value(op, Tensor.vector(x), Tensor.vector(y))).contains(Tensor.vector(integer));
    }

    @ParameterizedTest
    @CsvSource({
        "Equal, false, true, false",
        "Less, true, false, false",
        "Greater, false, false, true",
        "LessOrEqual, true, true, false",
        "GreaterOrEqual, false, true, true"
    })
    void comparisons_tell_below_equal_and_above(String op, boolean below, boolean equal, boolean above) {
        Tensor numbers = Tensor.vector(1, 2, 3);

        Tensor truth = value(op, numbers, Tensor.longs(Shape.SCALAR, 2)).orElseThrow();

        assertThat(truth.type()).isEqualTo(ElementType.BOOL);
        assertThat(truth.toLongs()).containsExactly(below ? 1 : 0, equal ? 1 : 0, above ? 1 : 0);
        assertThat(value(op, reals(1, 2, 3), reals(2))).contains(truth);
    }

    @ParameterizedTest
    @CsvSource({
        "Neg, 2.25, -2.25",
        "Abs, -2.25, 2.25",
        "Floor, -2.25, -3",
        "Ceil, -2.25, -2",
        "Round, 2.5, 2",
        "Sqrt, 2.25, 1.5",
        "Exp, 0, 1",
        "Log, 1, 0",
        "Reciprocal, 4, 0.25"
    })
    void functions_of_one_number(String op, float x, float expected) {
        assertThat(value(op, reals(x))).contains(reals(expected));
    }

    @Test
    void integers_have_a_sign_and_no_root() {
        assertThat(value("Neg", Tensor.vector(3, -4))).contains(Tensor.vector(-3, 4));
        assertThat(value("Abs", Tensor.vector(3, -4))).contains(Tensor.vector(3, 4));
        assertThat(value("Sqrt", Tensor.vector(4))).isEmpty();
    }

    @Test
    void an_overflow_is_no_value() {
        Tensor largest = Tensor.vector(Long.MAX_VALUE);

        assertThat(value("Add", largest, Tensor.vector(1))).isEmpty();
        assertThat(value("Mul", largest, Tensor.vector(2))).isEmpty();
        assertThat(value("Sub", Tensor.vector(Long.MIN_VALUE), Tensor.vector(1)))
                .isEmpty();
    }

    @Test
    void operands_of_two_types_have_no_value_but_for_an_exponent() {
        assertThat(value("Add", reals(1), Tensor.vector(1))).isEmpty();
        assertThat(value("Pow", reals(1.5f), Tensor.vector(2))).contains(reals(2.25f));
    }

    @Test
    void one_operand_of_a_repeated_one_meets_itself_and_three_are_not_computed() {
        assertThat(value("Max", Tensor.vector(1, 2))).contains(Tensor.vector(1, 2));
        assertThat(value("Max", reals(1), reals(2), reals(3))).isEmpty();
    }

    @Test
    void a_choice_broadcasts_all_three() {
        Tensor condition = value("Less", Tensor.longs(Shape.of(2, 1), 1, 5), Tensor.longs(Shape.SCALAR, 3))
                .orElseThrow();

        assertThat(value("Where", condition, Tensor.vector(1, 2), Tensor.longs(Shape.SCALAR, 9)))
                .contains(Tensor.longs(Shape.of(2, 2), 1, 2, 9, 9));
        assertThat(value("Where", condition, reals(0.5f, 1.5f), reals(7)))
                .contains(Tensor.floats(Shape.of(2, 2), 0.5f, 1.5f, 7, 7));
    }
}
