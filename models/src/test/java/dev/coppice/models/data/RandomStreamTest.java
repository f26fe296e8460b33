package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RandomStreamTest {
    private static final int DRAWS = 20_000;
    /** Five standard errors of a mean over this number of draws. */
    private static final double STATISTICAL = 5 / Math.sqrt(DRAWS);

    @Test
    void gives_the_published_numbers_of_splitmix64() {
        assertThat(new RandomStream(1234567).bits()).isEqualTo(6457827717110365317L);
    }

    @Test
    void numbers_have_the_moments_they_should() {
        RandomStream random = RandomStream.of(7, 1);
        double sum = 0;
        double normal = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            sum += random.unit();
            double x = random.normal();
            normal += x;
            squares += x * x;
        }

        assertThat(sum / DRAWS).isCloseTo(0.5, within(STATISTICAL));
        assertThat(normal / DRAWS).isCloseTo(0, within(STATISTICAL));
        assertThat(squares / DRAWS).isCloseTo(1, within(2 * STATISTICAL));
    }

    @Test
    void a_permutation_holds_every_index_once() {
        assertThat(RandomStream.of(3).permutation(50))
                .doesNotHaveDuplicates()
                .hasSize(50)
                .contains(0, 49);
        assertThat(RandomStream.of(3).permutation(50))
                .isEqualTo(RandomStream.of(3).permutation(50));
    }

    @Test
    void indices_in_another_order_give_another_stream() {
        assertThat(RandomStream.of(1, 2, 3).bits())
                .isNotEqualTo(RandomStream.of(1, 3, 2).bits());
    }
}
