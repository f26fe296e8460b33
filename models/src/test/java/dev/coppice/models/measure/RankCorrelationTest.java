package dev.coppice.models.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    /** The rounding error of a quotient of small integers and a root. */
    private static final double ROUNDING = 1e-15;

    @Test
    void the_same_order_is_one_and_the_opposite_minus_one() {
        double[] values = {3, 1, 10, -5};

        assertThat(RankCorrelation.spearman(values, new double[] {0.3, 0.2, 0.4, 0.1}))
                .isCloseTo(1, within(ROUNDING));
        assertThat(RankCorrelation.spearman(values, new double[] {-0.3, -0.2, -0.4, -0.1}))
                .isCloseTo(-1, within(ROUNDING));
    }

    @Test
    void without_ties_it_is_one_minus_six_sums_of_squared_rank_differences() {
        // ranks differ by 1, 1, 0, 0, 0: 1 − 6·2 / (5·24)
        assertThat(RankCorrelation.spearman(new double[] {1, 2, 3, 4, 5}, new double[] {20, 10, 30, 40, 50}))
                .isCloseTo(0.9, within(ROUNDING));
    }

    @Test
    void equal_figures_share_the_mean_of_their_ranks() {
        // ranks 1, 2½, 2½, 4 against 1, 2, 3, 4: cov 4.5, variances 4.5 and 5
        assertThat(RankCorrelation.spearman(new double[] {1, 2, 2, 3}, new double[] {1, 2, 3, 4}))
                .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(ROUNDING));
    }

    @Test
    void there_is_none_where_nothing_is_ordered() {
        assertThat(RankCorrelation.spearman(new double[] {1}, new double[] {2})).isNaN();
        assertThat(RankCorrelation.spearman(new double[] {1, 1}, new double[] {2, 3}))
                .isNaN();
        assertThat(RankCorrelation.spearman(new double[] {1, Double.NaN}, new double[] {2, 3}))
                .isNaN();
    }
}
