package dev.coppice.export.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParityTest {
    private static final Tensor INPUT = Tensor.scalar(0);

    @Test
    void takes_the_largest_difference_relative_to_the_largest_value() {
        OutputSource a = source("y", 1, 2, -7.5f);
        OutputSource b = source("y", 1, 2.25f, -8);

        ParityReport report = Parity.compare(a, b, List.of(INPUT, INPUT));

        assertThat(report)
                .isEqualTo(new ParityReport(
                        List.of(new OutputDifference("y", ElementType.FLOAT, 0.5, 0.0625, 6, 4, 0)), 2));
        assertThat(report).hasToString("y: max |a-b| = 0.500, relative 0.0625; over 2 inputs");
        assertThat(report.within(0.0625)).isTrue();
        assertThat(report.within(0.06)).isFalse();
    }

    @Test
    void does_not_hold_for_numbers_that_are_none() {
        OutputSource nan = source("y", 1, Float.NaN);

        assertThat(Parity.compare(nan, nan, List.of(INPUT)).within(1)).isFalse();
        assertThat(Parity.compare(source("y", 1, 1), nan, List.of(INPUT)).within(1))
                .isFalse();
    }

    @Test
    void does_not_hold_against_zeros() {
        assertThat(Parity.compare(source("y", 1), source("y", 0), List.of(INPUT))
                        .within(1))
                .isFalse();
        assertThat(Parity.compare(source("y", 0), source("y", 0), List.of(INPUT))
                        .within(0))
                .isTrue();
    }

    @Test
    void a_rounding_that_moves_zeros_allows_nothing() {
        ParityReport wrong = Parity.compare(source("y", 1), source("y", 0), List.of(INPUT));

        assertThat(wrong.withRoundings(Map.of("y", Double.POSITIVE_INFINITY)).within(1))
                .isFalse();
    }

    @Test
    void says_that_what_is_no_number_in_both_proves_nothing() {
        ParityReport report = Parity.compare(
                source("y", 1, Float.NaN, Float.NEGATIVE_INFINITY),
                source("y", 1, Float.NaN, Float.NEGATIVE_INFINITY),
                List.of(INPUT));

        assertThat(report.unproven()).isEqualTo(2);
        assertThat(report.within(1)).isFalse();
        assertThat(report)
                .hasToString("y: max |a-b| = 0.00, relative 0.00, 2 of 3 are NaN or infinite in both; over 1 inputs");
    }

    @ParameterizedTest
    @EnumSource(names = {"INT64", "INT32", "INT16", "INT8", "UINT64", "UINT32", "UINT16", "UINT8", "BOOL"})
    void compares_integers_by_the_share_that_differs(ElementType type) {
        OutputSource a = input -> Map.of("y", integers(type, 1, 0, 1, 1));
        OutputSource b = input -> Map.of("y", integers(type, 1, 1, 1, 1));

        ParityReport report = Parity.compare(a, b, List.of(INPUT, INPUT));

        assertThat(report.maxRel()).isEqualTo(0.25);
        assertThat(report).hasToString("y: 2 of 8 elements differ; over 2 inputs");
        assertThat(Parity.compare(a, a, List.of(INPUT)).within(0)).isTrue();
    }

    @Test
    void compares_doubles_beyond_single_precision() {
        OutputSource a = input -> Map.of("y", doubles(1));
        OutputSource b = input -> Map.of("y", doubles(1 + 1e-10));

        assertThat(Parity.compare(a, b, List.of(INPUT)).maxAbs()).isCloseTo(1e-10, within(1e-15));
    }

    @Test
    void allows_half_precision_some_of_its_roundings() {
        OutputSource a = input -> Map.of("y", half(0x3C00));
        OutputSource near = input -> Map.of("y", half(0x3C02));
        OutputSource far = input -> Map.of("y", half(0x3C20));

        assertThat(Parity.compare(near, a, List.of(INPUT)).maxRel()).isEqualTo(2 * 0x1p-10);
        assertThat(Parity.compare(near, a, List.of(INPUT)).within(1e-5)).isTrue();
        assertThat(Parity.compare(far, a, List.of(INPUT)).within(1e-5)).isFalse();
    }

    @Test
    void one_rounding_is_that_of_the_precision_that_a_source_computes_in() {
        Tensor input = Tensor.floats(Shape.of(2), 1.5f, 0);
        OutputSource source = x -> Map.of(
                "y",
                Tensor.floats(x.shape(), Tensor.halves(x.shape(), x.toFloats()).toFloats()));

        assertThat(Parity.roundings(source, List.of(input), ElementType.FLOAT)).containsEntry("y", 0.0);
        assertThat(Parity.roundings(source, List.of(input), ElementType.FLOAT16))
                .containsEntry("y", 0x1p-10 / 1.5);
    }

    @Test
    void says_what_the_two_do_not_share() {
        assertThatThrownBy(() -> Parity.compare(source("y", 1), source("z", 1), List.of(INPUT)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The two networks share no output: [y] and [z]. Give two files of the same network.");
        assertThatThrownBy(() -> Parity.compare(source("y", 1), source("y", 1, 2), List.of(INPUT)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Output 'y' has the shape 1 in one network and 2 in the other.");
        OutputSource truth = input -> Map.of("y", integers(ElementType.BOOL, 1));
        assertThatThrownBy(() -> Parity.compare(truth, source("y", 1), List.of(INPUT)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Output 'y' has elements of type BOOL in one network and FLOAT in the other.");
    }

    private static Tensor integers(ElementType type, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            bytes.put(i * type.bytes(), (byte) values[i]);
        }
        return Tensor.of(type, Shape.of(values.length), bytes);
    }

    private static Tensor half(int bits) {
        ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
        return Tensor.of(ElementType.FLOAT16, Shape.of(1), bytes.putShort(0, (short) bits));
    }

    private static Tensor doubles(double value) {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        return Tensor.of(ElementType.DOUBLE, Shape.of(1), bytes.putDouble(0, value));
    }

    private static OutputSource source(String name, float... values) {
        return input -> Map.of(name, Tensor.floats(Shape.of(values.length), values));
    }
}
