package dev.coppice.eval.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonNegativeFitTest {
    /** Rounding of normal equations in double precision. */
    private static final Offset<Double> ROUNDING = within(1e-6);

    private static NonNegativeFit.Point point(double value, Double... amounts) {
        return new NonNegativeFit.Point(List.of(amounts), value, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void finds_the_coefficients_that_made_the_values(long seed) {
        Random random = new Random(seed);
        List<Double> made = List.of(random.nextDouble(), 0.0, random.nextDouble(), 1 + random.nextDouble());
        List<NonNegativeFit.Point> points = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            List<Double> amounts = List.of(1.0, random.nextDouble(), 10 * random.nextDouble(), random.nextDouble());
            double value = 0;
            for (int k = 0; k < made.size(); k++) {
                value += made.get(k) * amounts.get(k);
            }
            points.add(new NonNegativeFit.Point(amounts, value, 0.5 + random.nextDouble()));
        }

        List<Double> found = NonNegativeFit.of(points);

        for (int k = 0; k < made.size(); k++) {
            assertThat(found.get(k)).isCloseTo(made.get(k), ROUNDING);
        }
    }

    @Test
    void a_coefficient_that_would_be_negative_is_zero_and_the_others_make_the_best_of_it() {
        // without bounds: value = 4 − amount; without negative ones the constant is the mean
        List<Double> found = NonNegativeFit.of(List.of(point(3, 1.0, 1.0), point(2, 1.0, 2.0), point(1, 1.0, 3.0)));

        assertThat(found.get(0)).isCloseTo(2, ROUNDING);
        assertThat(found.get(1)).isZero();
    }

    @Test
    void values_below_zero_have_no_coefficients() {
        assertThat(NonNegativeFit.of(List.of(point(-1, 1.0, 2.0), point(-3, 1.0, 1.0))))
                .containsExactly(0.0, 0.0);
    }

    @Test
    void of_amounts_that_say_the_same_one_is_used() {
        List<Double> found = NonNegativeFit.of(List.of(point(2, 1.0, 1.0, 2.0), point(4, 2.0, 2.0, 4.0)));

        assertThat(found).filteredOn(coefficient -> coefficient > 0).hasSize(1);
        assertThat(found.get(0) + found.get(1) + 2 * found.get(2)).isCloseTo(2, ROUNDING);
    }

    @Test
    void an_amount_that_is_always_zero_costs_nothing() {
        List<Double> found = NonNegativeFit.of(List.of(point(1, 1.0, 0.0), point(1, 1.0, 0.0)));

        assertThat(found.get(0)).isCloseTo(1, ROUNDING);
        assertThat(found.get(1)).isZero();
    }

    @Test
    void weights_say_which_errors_count() {
        List<NonNegativeFit.Point> points =
                List.of(new NonNegativeFit.Point(List.of(1.0), 1, 3), new NonNegativeFit.Point(List.of(1.0), 5, 1));

        assertThat(NonNegativeFit.of(points).get(0)).isCloseTo(2, ROUNDING);
    }
}
