package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictorCorrelationTest {
    private static final double EXACT = 1e-12;

    @Test
    void truncations_are_ordered_by_the_mean_over_seeds() {
        List<SweepRow> rows = new ArrayList<>();
        rows.add(row("none", "none", 0.62, Double.NaN));
        double[] lowPass = {0.60, 0.55, 0.50, 0.30};
        double[] retrained = {0.61, 0.60, 0.59, 0.50};
        String[] grids = {"1/2", "1/4", "1/8", "1/16"};
        for (int i = 0; i < grids.length; i++) {
            rows.add(row("none", grids[i], retrained[i] + 0.05, lowPass[i]));
            rows.add(row("none", grids[i], retrained[i] - 0.05, lowPass[i]));
        }
        rows.add(row("0.5", "1/2", 0, 0.6)); // cuts channels too, and says nothing of grids

        List<PredictorCorrelation> found = PredictorCorrelation.of(rows);

        assertThat(found).extracting(PredictorCorrelation::predictor).containsExactly("low-pass", "rewritten", "macs");
        assertThat(found).extracting(PredictorCorrelation::truncations).containsOnly(4);
        assertThat(found.get(0).spearman()).isCloseTo(1, within(EXACT));
        assertThat(PredictorCorrelation.of(rows.subList(0, 7)))
                .as("three truncations")
                .isEmpty();
    }

    private static SweepRow row(String prune, String truncate, double mIoU, double lowPass) {
        List<Double> figures = new ArrayList<>();
        for (String column : SweepRow.FIGURES) {
            figures.add(
                    switch (column) {
                        case "mIoU" -> mIoU;
                        case SweepRow.LOW_PASS -> lowPass;
                        case "originalMIoU" -> 0.6;
                        case "mIoUBeforeRetraining" -> 0.5;
                        default -> 0.5;
                    });
        }
        return new SweepRow(List.of("p", prune, truncate, "none", "1"), "", figures, "");
    }
}
