package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.eval.report.Selection;
import dev.coppice.eval.sweep.SweepRow;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepTableTest {
    @Test
    void a_loss_is_a_drop_above_zero() {
        assertThat(table(row(0.02)).text())
                .containsPattern("low-pass drop  rewritten drop +mIoU +drop  front\n")
                .containsPattern(" 5\\.00 +44\\.00 +0\\.6077 +4\\.89 +\\*$");
    }

    @Test
    void latency_stands_for_one_thread_and_for_all_cores() {
        assertThat(table(row(0.02)).text())
                .containsPattern(" 1 thread +faster +all cores +faster ")
                .containsPattern(" 8\\.00 ms +2\\.00x +5\\.60 ms +1\\.60x ");
    }

    @Test
    void a_disturbed_measurement_is_said() {
        assertThat(table(row(0.02), row(0.38)).text())
                .contains(
                        "Another process disturbed the latency measurement at 1 of 2 points: the original varied by up to"
                                + " 38 %.");
        assertThat(table(row(0.02)).text()).doesNotContain("disturbed");
    }

    @Test
    void says_on_which_pictures_weights_were_chosen() {
        SweepTable table = new SweepTable(
                Metric.MEAN_IOU, List.of(row(0.02)), Optional.of(new Selection("val", 101, "test", 233)));

        assertThat(table.text())
                .contains("\n\n" + table.selection().orElseThrow().sentence());
        assertThat(table.json().at("/selection/images").asInt()).isEqualTo(101);
        assertThat(table.json().at("/selection/measuredImages").asInt()).isEqualTo(233);
        assertThat(table(row(0.02)).json().has("selection")).isFalse();
    }

    @Test
    void settings_that_all_points_share_and_figures_that_none_has_are_left_out() {
        SweepRow one = row(0.02);
        SweepRow other = new SweepRow(
                List.of("q", "0.7", "1/2", "decoder", "l1", "none", "1"), "", one.figures(), Fingerprint.word("other"));
        List<Double> untimed = new ArrayList<>(one.figures());
        for (String column : List.of("latencyOneThreadMs", "timesAsFastOneThread", "mIoUWithLowPass")) {
            untimed.set(SweepRow.FIGURES.indexOf(column), Double.NaN);
        }
        SweepRow third = new SweepRow(
                List.of("r", "0.5", "1/2", "decoder", "l1", "none", "1"), "", untimed, Fingerprint.word("third"));

        assertThat(table(one, other).text()).startsWith("prune  MACs ");
        assertThat(table(one, other).text()).contains("1 thread", "low-pass drop");
        assertThat(table(third).text()).doesNotContain("low-pass drop").startsWith("prune  truncate  region");
    }

    private static SweepTable table(SweepRow... rows) {
        return new SweepTable(Metric.MEAN_IOU, List.of(rows), Optional.empty());
    }

    private static SweepRow row(double noise) {
        Map<String, Double> figures = Map.ofEntries(
                Map.entry("originalMIoU", 0.6566),
                Map.entry("mIoU", 0.6077),
                Map.entry("mIoUBeforeRetraining", 0.2166),
                Map.entry("mIoUWithLowPass", 0.6066),
                Map.entry("macs", 500.0),
                Map.entry("originalMacs", 1000.0),
                Map.entry("macsShare", 0.5),
                Map.entry("latencyOneThreadMs", 8.0),
                Map.entry("latencyAllCoresMs", 5.6),
                Map.entry("timesAsFastOneThread", 2.0),
                Map.entry("timesAsFastAllCores", 1.6),
                Map.entry("latencyNoise", noise));
        return new SweepRow(
                List.of("p", "0.5", "1/2", "decoder", "l1", "none", "1"),
                "",
                SweepRow.FIGURES.stream()
                        .map(column -> figures.getOrDefault(column, 1.0))
                        .toList(),
                Fingerprint.word("options"));
    }
}
