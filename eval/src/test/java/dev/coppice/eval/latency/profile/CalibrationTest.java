package dev.coppice.eval.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final Offset<Double> ROUNDING = within(1e-12);

    private static final Calibration TWO =
            Calibration.of(List.of(new Calibration.Point(16, 16 * 1.4), new Calibration.Point(4, 4 * 1.2)));

    @Test
    void networks_that_were_timed_get_their_own_factor() {
        assertThat(TWO.factor(4)).isCloseTo(1.2, ROUNDING);
        assertThat(TWO.factor(16)).isCloseTo(1.4, ROUNDING);
    }

    @Test
    void between_two_the_factor_is_linear_in_the_logarithm() {
        assertThat(TWO.factor(8)).isCloseTo(1.3, ROUNDING);
    }

    @Test
    void beyond_them_it_stays() {
        assertThat(TWO.factor(1)).isCloseTo(1.2, ROUNDING);
        assertThat(TWO.factor(100)).isCloseTo(1.4, ROUNDING);
    }

    @Test
    void without_any_sums_are_taken_as_they_are() {
        assertThat(Calibration.NONE.factor(7)).isEqualTo(1);
        assertThat(Calibration.of(List.of(new Calibration.Point(0, 1), new Calibration.Point(1, Double.NaN)))
                        .factor(7))
                .isEqualTo(1);
    }

    @Test
    void one_alone_counts_everywhere() {
        Calibration one = Calibration.of(List.of(new Calibration.Point(4, 5)));

        assertThat(List.of(one.factor(1), one.factor(4), one.factor(9))).containsOnly(1.25);
    }

    @Test
    void networks_that_are_as_good_as_the_same_are_averaged_without_a_jump() {
        Calibration alike = Calibration.of(List.of(
                new Calibration.Point(10, 10), new Calibration.Point(10.5, 12.6), new Calibration.Point(20, 30)));

        assertThat(alike.points()).hasSize(2);
        assertThat(alike.factor(10)).isCloseTo(1.1, ROUNDING);
        double before = alike.factor(9);
        for (double sum = 9; sum < 25; sum += 0.01) {
            assertThat(alike.factor(sum)).isBetween(before, before + 0.01);
            before = alike.factor(sum);
        }
    }
}
