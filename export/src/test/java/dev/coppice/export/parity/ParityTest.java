package dev.coppice.export.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParityTest {
    private static final Tensor INPUT = Tensor.scalar(0);

    @Test
    void takes_the_largest_difference_relative_to_the_largest_value() {
        OutputSource a = source("y", 1, 2, -7.5f);
        OutputSource b = source("y", 1, 2.25f, -8);

        ParityReport report = Parity.compare(a, b, List.of(INPUT, INPUT));

        assertThat(report).isEqualTo(new ParityReport(0.5, 0.0625, 2, List.of("y")));
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
    void says_what_the_two_do_not_share() {
        assertThatThrownBy(() -> Parity.compare(source("y", 1), source("z", 1), List.of(INPUT)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The two networks share no output: [y] and [z]. Give two files of the same network.");
        assertThatThrownBy(() -> Parity.compare(source("y", 1), source("y", 1, 2), List.of(INPUT)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Output 'y' has the shape 1 in one network and 2 in the other.");
    }

    private static OutputSource source(String name, float... values) {
        return input -> Map.of(name, Tensor.floats(Shape.of(values.length), values));
    }
}
