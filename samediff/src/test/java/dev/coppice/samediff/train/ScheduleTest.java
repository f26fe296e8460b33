package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.samediff.train.Schedule.Decay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @EnumSource(Decay.class)
    void warms_up_to_the_peak(Decay decay) {
        Schedule schedule = new Schedule(decay, 0.4, 0.1);

        assertThat(schedule.at(0.05)).isCloseTo(0.2, within(ROUNDING));
        assertThat(schedule.at(0.1)).isCloseTo(0.4, within(ROUNDING));
    }

    @Test
    void decays_as_its_name_says() {
        assertThat(new Schedule(Decay.CONSTANT, 1, 0).at(1)).isEqualTo(1);
        assertThat(new Schedule(Decay.COSINE, 1, 0).at(0.5)).isCloseTo(0.5, within(ROUNDING));
        assertThat(new Schedule(Decay.COSINE, 1, 0).at(1)).isCloseTo(0, within(ROUNDING));
        assertThat(new Schedule(Decay.POLY, 1, 0).at(0.5)).isCloseTo(Math.pow(0.5, 0.9), within(ROUNDING));
    }

    @Test
    void one_cycle_falls_as_it_rose_and_then_fades() {
        Schedule cycle = Schedule.cosine(1).withDecay(Decay.ONE_CYCLE);

        assertThat(cycle.warmUp()).isEqualTo(0.45);
        assertThat(cycle.at(0.45)).isCloseTo(1, within(ROUNDING));
        assertThat(cycle.at(0.675)).isCloseTo((1 + 0.04) / 2, within(ROUNDING));
        assertThat(cycle.at(0.9)).isCloseTo(0.04, within(ROUNDING));
        assertThat(cycle.at(0.95)).isCloseTo(0.02, within(ROUNDING));
        assertThat(cycle.at(1)).isCloseTo(0, within(ROUNDING));
        assertThat(cycle.withWarmUp(0.6).at(1)).isCloseTo(0.04, within(ROUNDING));
        assertThatThrownBy(() -> cycle.withWarmUp(0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("The schedule is one-cycle and the warm-up 0");
    }

    @Test
    void names_are_those_of_the_command_line() {
        assertThat(Decay.parse("one-cycle")).isEqualTo(Decay.ONE_CYCLE);
        assertThatThrownBy(() -> Decay.parse("step"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The schedule is 'step', expected one of [constant, cosine, poly, one-cycle].");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refuses_rates_that_are_none(double rate) {
        assertThatThrownBy(() -> Schedule.cosine(rate))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("The learning rate is " + rate);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void refuses_warm_ups_outside_their_range(double share) {
        assertThatThrownBy(() -> new Schedule(Decay.POLY, 1, share)).isInstanceOf(InvalidInputException.class);
    }
}
