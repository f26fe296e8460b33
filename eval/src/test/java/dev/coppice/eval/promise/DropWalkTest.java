package dev.coppice.eval.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks with a function in place of the trainer. */
class DropWalkTest {
    private static final double ORIGINAL = 101;

    /** A walk over a hundred points from 100 ms to 1 ms, with expected drops from 0.1 to 10 points. */
    private static DropWalk walk(double allowed) {
        return new DropWalk(
                allowed,
                ORIGINAL,
                IntStream.range(0, 100)
                        .mapToObj(i -> new DropWalk.Candidate(100 - i, (i + 1) / 1000.0))
                        .toList());
    }

    /** All trained points, in order. */
    private static List<DropWalk.Tried> trained(DropWalk walk, IntToDoubleFunction drop) {
        List<DropWalk.Tried> tried = new ArrayList<>();
        OptionalInt next = walk.next(tried);
        while (next.isPresent()) {
            tried.add(new DropWalk.Tried(next.getAsInt(), drop.applyAsDouble(next.getAsInt())));
            next = walk.next(tried);
        }
        return tried;
    }

    private static DropWalk.Tried best(DropWalk walk, List<DropWalk.Tried> tried) {
        return walk.best(tried, t -> walk.candidates().get(t.candidate()).price());
    }

    @Test
    void begins_with_the_deepest_that_is_expected_to_hold() {
        assertThat(walk(0.02).next(List.of())).hasValue(19);
    }

    @Test
    void begins_with_the_first_that_saves_a_tenth_of_the_time_where_less_is_expected_to_hold() {
        // 91 ms is more than 0.9 of 101 ms, 90 ms is not
        assertThat(walk(0.005).next(List.of())).hasValue(10);
    }

    @Test
    void goes_on_at_once_to_what_the_measured_ratio_allows() {
        // half of what was expected is lost: the expected drop may be 0.02 + 0.9 · 0.01 / 0.5 = 0.038
        assertThat(walk(0.02).next(List.of(new DropWalk.Tried(19, 0.01)))).hasValue(37);
    }

    @Test
    void goes_no_further_than_half_of_the_time_in_a_step_where_training_gains() {
        // 81 ms held: fourfold of the expected drop would be 21 ms
        assertThat(walk(0.02).next(List.of(new DropWalk.Tried(19, -0.03)))).hasValue(59);
    }

    @Test
    void goes_no_further_than_fourfold_of_the_expected_drop_in_a_step() {
        // 89 ms held: half of the time would be 44.5 ms
        assertThat(walk(0.011).next(List.of(new DropWalk.Tried(11, -0.03)))).hasValue(47);
    }

    @Test
    void takes_the_next_point_where_none_is_within_half_of_the_time() {
        DropWalk walk = new DropWalk(
                0.02,
                100,
                List.of(
                        new DropWalk.Candidate(80, 0.01),
                        new DropWalk.Candidate(20, 0.03),
                        new DropWalk.Candidate(10, 0.04)));

        assertThat(walk.next(List.of(new DropWalk.Tried(0, -0.03)))).hasValue(1);
    }

    @Test
    void goes_back_by_the_measured_ratio() {
        // twice what was expected is lost: the expected drop may be 0.9 · 0.02 / 2
        assertThat(walk(0.02).next(List.of(new DropWalk.Tried(19, 0.04)))).hasValue(8);
    }

    @Test
    void goes_between_what_held_and_what_did_not() {
        List<DropWalk.Tried> tried = List.of(new DropWalk.Tried(19, 0.01), new DropWalk.Tried(59, 0.05));

        // 0.9 of the way from 0.02 to 0.035, where 0.025 would be lost
        assertThat(walk(0.025).next(tried)).hasValue(32);
    }

    @Test
    void ends_where_the_next_step_saves_less_than_a_tenth_of_the_time() {
        assertThat(walk(0.02).next(List.of(new DropWalk.Tried(19, 0.019)))).isEmpty();
    }

    @Test
    void tries_the_next_that_saves_a_tenth_between_the_two_even_where_less_is_expected_to_hold() {
        List<DropWalk.Tried> tried = List.of(new DropWalk.Tried(19, 0.019), new DropWalk.Tried(59, 0.09));

        // 81 ms held; 73 ms is more than 0.9 of it, 72 ms is not
        assertThat(walk(0.02).next(tried)).hasValue(28);
    }

    @Test
    void ends_where_nothing_is_left_between() {
        List<DropWalk.Tried> tried = List.of(new DropWalk.Tried(19, 0.01), new DropWalk.Tried(20, 0.05));

        assertThat(walk(0.02).next(tried)).isEmpty();
        assertThat(walk(0.02).next(List.of(new DropWalk.Tried(0, 0.05)))).isEmpty();
        assertThat(walk(1).next(List.of(new DropWalk.Tried(99, 0.05)))).isEmpty();
    }

    @Test
    void a_point_that_is_expected_to_lose_less_than_a_dearer_one_is_not_believed() {
        DropWalk walk = new DropWalk(
                0.02,
                10,
                List.of(
                        new DropWalk.Candidate(8, 0.01),
                        new DropWalk.Candidate(6, 0.05),
                        new DropWalk.Candidate(4, 0.015)));

        assertThat(walk.next(List.of())).hasValue(0);
    }

    @Test
    void needs_a_candidate() {
        assertThatThrownBy(() -> new DropWalk(0, 1, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void laws_of_every_walk(int seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            DropWalk walk = random(random);
            double factor = Math.exp(2 * random.nextGaussian());
            double gain = 0.02 * random.nextGaussian();
            List<DropWalk.Tried> tried = trained(
                    walk, i -> factor * walk.candidates().get(i).expected() - gain + 0.002 * random.nextGaussian());

            DropWalk.Tried best = best(walk, tried);

            assertThat(tried).hasSizeBetween(1, DropWalk.ROUNDS);
            assertThat(tried).extracting(DropWalk.Tried::candidate).doesNotHaveDuplicates();
            for (int i = 1; i < tried.size(); i++) {
                List<DropWalk.Tried> before = tried.subList(0, i);
                int candidate = tried.get(i).candidate();
                assertThat(before).allMatch(t -> walk.holds(t) ? candidate > t.candidate() : candidate < t.candidate());
            }
            if (tried.stream().anyMatch(walk::holds)) {
                assertThat(walk.holds(best)).isTrue();
                assertThat(tried.stream().filter(walk::holds)).allMatch(t -> t.candidate() <= best.candidate());
            } else {
                assertThat(tried).allMatch(t -> t.drop() >= best.drop());
            }
        }
    }

    private static DropWalk random(Random random) {
        List<DropWalk.Candidate> candidates = new ArrayList<>();
        double price = 100;
        double expected = 0;
        int count = 1 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            price *= 1 - 0.1 * random.nextDouble() - 1e-6;
            expected += 0.01 * random.nextDouble() * random.nextDouble();
            candidates.add(new DropWalk.Candidate(price, expected));
        }
        return new DropWalk(0.05 * random.nextDouble(), 100, candidates);
    }
}
