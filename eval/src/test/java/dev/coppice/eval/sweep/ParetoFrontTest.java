package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoFrontTest {
    private record Point(double cost, double gain) {}

    @Test
    void keeps_what_nothing_beats_cheapest_first() {
        Point cheap = new Point(1, 0.3);
        Point middle = new Point(2, 0.5);
        Point beaten = new Point(3, 0.4);
        Point best = new Point(4, 0.9);

        assertThat(front(List.of(best, beaten, middle, cheap))).containsExactly(cheap, middle, best);
    }

    @Test
    void of_equal_cost_the_higher_gain_stays() {
        assertThat(front(List.of(new Point(1, 0.2), new Point(1, 0.4)))).containsExactly(new Point(1, 0.4));
    }

    @Test
    void of_equal_gain_the_lower_cost_stays() {
        assertThat(front(List.of(new Point(2, 0.4), new Point(1, 0.4)))).containsExactly(new Point(1, 0.4));
    }

    @Test
    void equal_points_count_once_and_unknown_figures_never() {
        assertThat(front(List.of(new Point(1, 0.4), new Point(1, 0.4), new Point(0, Double.NaN))))
                .hasSize(1);
        assertThat(front(List.of())).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_point_is_on_the_front_exactly_if_none_dominates_it(long seed) {
        Random random = new Random(seed);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            points.add(new Point(random.nextInt(20), random.nextInt(20)));
        }

        List<Point> front = front(points);

        assertThat(points).allSatisfy(p -> assertThat(front.contains(p))
                .isEqualTo(points.stream().noneMatch(q -> dominates(q, p))));
    }

    private static boolean dominates(Point a, Point b) {
        return a.cost() <= b.cost() && a.gain() >= b.gain() && !a.equals(b);
    }

    private static List<Point> front(List<Point> points) {
        return ParetoFront.of(points, Point::cost, Point::gain);
    }
}
