package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictorCorrelationTest {
    private static final double EXACT = 1e-12;
    private static final String[] GRIDS = {"1/2", "1/4", "1/8", "1/16"};

    @Test
    void truncations_are_ordered_by_the_mean_over_seeds() {
        List<SweepRow> rows = new ArrayList<>();
        rows.add(row("none", "none", "none", 0.62, Double.NaN, 0.5));
        double[] lowPass = {0.60, 0.55, 0.50, 0.30};
        double[] retrained = {0.61, 0.60, 0.59, 0.50};
        for (int i = 0; i < GRIDS.length; i++) {
            rows.add(row("none", GRIDS[i], "decoder", retrained[i] + 0.05, lowPass[i], 0.5));
            rows.add(row("none", GRIDS[i], "decoder", retrained[i] - 0.05, lowPass[i], 0.5));
        }
        rows.add(row("0.5", "1/2", "decoder", 0, 0.6, 0.5)); // cuts channels too, and says nothing of grids

        List<PredictorCorrelation> found = PredictorCorrelation.of(rows);

        assertThat(found).extracting(PredictorCorrelation::predictor).containsExactly("low-pass", "rewritten", "macs");
        assertThat(found).extracting(PredictorCorrelation::truncations).containsOnly(4);
        assertThat(found.get(0).spearman()).isCloseTo(1, within(EXACT));
        assertThat(PredictorCorrelation.of(rows.subList(0, 7)))
                .as("three truncations")
                .isEmpty();
    }

    @Test
    void a_grid_in_two_regions_is_two_truncations() {
        List<SweepRow> rows = List.of(
                row("none", "1/2", "decoder", 0.60, 0.60, 0.59),
                row("none", "1/4", "decoder", 0.58, 0.57, 0.55),
                row("none", "1/2", "all", 0.59, 0.58, 0.50),
                row("none", "1/4", "all", 0.50, 0.41, 0.40));

        assertThat(PredictorCorrelation.of(rows).get(0).truncations()).isEqualTo(4);
        assertThat(PredictorCorrelation.of(rows).get(0).spearman()).isCloseTo(1, within(EXACT));
    }

    @Test
    void the_low_pass_is_held_against_the_rewritten_network_where_either_drop_is_small() {
        List<SweepRow> rows = List.of(
                row("none", "1/2", "decoder", 0.6, 0.60, 0.59),
                row("none", "1/4", "decoder", 0.6, 0.57, 0.54),
                row("none", "1/2", "all", 0.6, 0.55, 0.48),
                row("none", "1/4", "all", 0.6, 0.41, 0.20));

        LowPassAgreement found = LowPassAgreement.of(rows).orElseThrow();

        assertThat(found.truncations()).isEqualTo(4);
        assertThat(found.small()).isEqualTo(3);
        assertThat(found.medianDifference()).as("of 1, 3 and 7 points").isCloseTo(3, within(EXACT));
        assertThat(found.spearman()).isCloseTo(1, within(EXACT));
        assertThat(LowPassAgreement.of(rows.subList(0, 2)).orElseThrow().medianDifference())
                .as("of 1 and 3 points")
                .isCloseTo(2, within(EXACT));
        assertThat(LowPassAgreement.of(rows.subList(0, 1))).isEmpty();
    }

    private static SweepRow row(
            String prune, String truncate, String region, double mIoU, double lowPass, double rewritten) {
        List<Double> figures = new ArrayList<>();
        for (String column : SweepRow.FIGURES) {
            figures.add(
                    switch (column) {
                        case "mIoU" -> mIoU;
                        case SweepRow.LOW_PASS -> lowPass;
                        case SweepRow.REWRITTEN -> rewritten;
                        case "originalMIoU" -> 0.6;
                        default -> 0.5;
                    });
        }
        return new SweepRow(
                List.of("p", prune, truncate, region, "none", "none", "1"), "", figures, Fingerprint.word(""));
    }
}
