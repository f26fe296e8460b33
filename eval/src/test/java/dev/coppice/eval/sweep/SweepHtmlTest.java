package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepHtmlTest {
    private static String page(List<SweepRow> rows) {
        return SweepHtml.page(Metric.MEAN_IOU, rows, name -> "./" + name + "/report.html")
                .format();
    }

    @Test
    void shows_the_front_by_macs_and_the_front_by_milliseconds_with_their_knees() {
        String page = page(List.of(
                row("a", 1, 10e9, 9, 0.2),
                row("b", 1, 20e9, 2, 0.6),
                row("c", 1, 30e9, 8, 0.7),
                row("d", 1, 50e9, 6, 0.8)));

        assertThat(page)
                .containsSubsequence("<section id=\"macs\"", "<section id=\"milliseconds\"", "<section id=\"points\"")
                .contains(
                        "4 by MACs and 2 by milliseconds are on the front, where no other is as cheap and as accurate.")
                // above the line between the ends: b 0.667 - 0.25, c 0.833 - 0.5
                .contains("beyond the knee, b-1: 20.0 % of the MACs, a drop of 30.00 points.")
                .contains(">MACs (knee), milliseconds</td>", ">MACs, milliseconds</td>", ">MACs</td>")
                .doesNotContain("were timed; the others");
    }

    @Test
    void says_which_points_were_not_timed() {
        SweepRow untimed = row("b", 1, 20e9, Double.NaN, 0.6);

        assertThat(page(List.of(row("a", 1, 10e9, 9, 0.2), untimed, row("c", 1, 30e9, 12, 0.7))))
                .contains("3 by MACs and 2 by milliseconds")
                .contains("2 of the 3 points were timed; the others are not drawn here.");
        assertThat(page(List.of(row("a", 1, 10e9, 9, 0.2), untimed))).doesNotContain("<section id=\"milliseconds\"");
    }

    @Test
    void costs_are_in_the_unit_that_suits_the_original() {
        assertThat(page(List.of(row("a", 1, 10e9, 9, 0.2)))).contains(">GMAC (batch 1)</text>", ">100</text>");
        assertThat(FrontCost.MACS.unit(737_000)).isEqualTo(1e3);
        assertThat(FrontCost.MACS.axis(1e6)).isEqualTo("MMAC (batch 1)");
        assertThat(FrontCost.MILLISECONDS.axis(FrontCost.MILLISECONDS.unit(2000)))
                .isEqualTo("ms on one thread (batch 1)");
    }

    @Test
    void the_spread_over_seeds_is_drawn_and_written() {
        String page = page(List.of(
                row("a", 1, 10e9, 9, 0.4),
                row("a", 2, 10e9, 9, 0.6),
                row("a", 3, 10e9, 9, 0.5),
                row("b", 1, 5e9, 9, 0.3)));

        assertThat(page)
                .contains("<td>3</td><td>50.00 %</td><td>10.00</td>")
                .contains("a, none, none, l1, none over 3 seeds: mIoU 50.00 %, standard deviation 10.00 points")
                .contains(">mean and deviation over seeds</li>");
        assertThat(page(List.of(row("a", 1, 10e9, 9, 0.4)))).doesNotContain("over seeds", "id=\"seeds\"");
    }

    @Test
    void points_lead_to_their_reports_and_those_that_failed_say_why() {
        SweepRow failed = new SweepRow(
                List.of("f-1", "f", "none", "none", "l1", "none", "1"),
                "no <layer> is left",
                SweepRow.FIGURES.stream().map(column -> Double.NaN).toList(),
                Fingerprint.word("f"));

        assertThat(page(List.of(row("a", 1, 10e9, 9, 0.4), failed)))
                .contains("1 of 2 points were compressed.", "no &lt;layer&gt; is left: <code>f-1</code>")
                .contains("<a href=\"./a-1/report.html\">a-1</a>");
    }

    @Test
    void a_thousand_points_fit_a_page() {
        List<SweepRow> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rows.add(row("budget-latency-" + i, 1, 1e9 * (i % 37 + 1), i % 41 + 1, (i * 7 % 101) / 101.0));
        }

        String page = page(rows);

        assertThat(page.length()).isLessThan(1_500_000);
        assertThat(page).contains("of 1000 points. sweep.csv holds all.", "points beside the front are drawn.");
    }

    private static SweepRow row(String prune, long seed, double macs, double millis, double accuracy) {
        Map<String, Double> figures = Map.of(
                "macs",
                macs,
                "macsShare",
                macs / 100e9,
                "originalMacs",
                100e9,
                "latencyOneThreadMs",
                millis,
                "timesAsFastOneThread",
                10 / millis,
                "mIoU",
                accuracy,
                "originalMIoU",
                0.9);
        return new SweepRow(
                List.of(prune + "-" + seed, prune, "none", "none", "l1", "none", String.valueOf(seed)),
                "",
                SweepRow.FIGURES.stream()
                        .map(column -> figures.getOrDefault(column, Double.NaN))
                        .toList(),
                Fingerprint.word(prune + seed));
    }
}
