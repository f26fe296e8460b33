package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.Metric;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrontKneeTest {
    @Test
    void the_knee_is_farthest_above_the_line_between_the_ends_of_the_front() {
        List<SweepRow> rows = List.of(
                row("a", 1, 10, 0.2),
                row("b", 1, 20, 0.6),
                row("c", 1, 30, 0.7),
                row("d", 1, 50, 0.8),
                row("e", 1, 40, 0.1));

        // above the line: b 0.667 - 0.25, c 0.833 - 0.5
        assertThat(SweepFront.of(rows).knee().map(row -> row.asked("name"))).contains("b");
    }

    @Test
    void a_front_of_two_points_or_of_a_line_has_no_knee() {
        assertThat(SweepFront.of(List.of(row("a", 1, 10, 0.2), row("b", 1, 20, 0.6)))
                        .knee())
                .isEmpty();
        assertThat(SweepFront.of(List.of(row("a", 1, 1, 0.25), row("b", 1, 2, 0.5), row("c", 1, 3, 0.75)))
                        .knee())
                .isEmpty();
    }

    @Test
    void seeds_of_the_same_settings_have_a_mean_and_a_deviation() {
        List<SeedSpread> spreads = SweepFront.of(List.of(
                        row("0.5", 1, 10, 0.4), row("0.5", 2, 10, 0.6), row("0.5", 3, 10, 0.5), row("0.7", 1, 5, 0.3)))
                .spreads();

        assertThat(spreads).singleElement().satisfies(spread -> {
            assertThat(spread.seeds()).isEqualTo(3);
            assertThat(spread.mean()).isCloseTo(0.5, within(1e-12));
            assertThat(spread.deviation()).isCloseTo(0.1, within(1e-12));
        });
    }

    @Test
    void json_has_the_front_the_knee_and_the_spread() {
        List<SweepRow> rows = List.of(row("0.7", 1, 10, 0.2), row("0.5", 1, 20, 0.6), row("0.5", 2, 30, 0.7));

        var json = SweepJson.tree(Metric.MEAN_IOU, rows, Optional.empty());

        assertThat(json.at("/points/1/knee").asBoolean()).isTrue();
        assertThat(json.at("/points/0/knee").asBoolean()).isFalse();
        assertThat(json.at("/fronts")).hasSize(1);
        assertThat(json.at("/fronts/0/cost").asText()).isEqualTo("macs");
        assertThat(json.at("/fronts/0/points")).hasSize(3);
        assertThat(json.at("/fronts/0/knee").asText()).isEqualTo("0.5");
        assertThat(json.at("/seeds/0/count").asInt()).isEqualTo(2);
        assertThat(json.at("/seeds/0/mean").asDouble()).isCloseTo(0.65, within(1e-12));
    }

    private static SweepRow row(String prune, long seed, double macs, double accuracy) {
        return new SweepRow(
                List.of(prune, prune, "none", "none", "l1", "none", String.valueOf(seed)),
                "",
                SweepRow.FIGURES.stream()
                        .map(column -> column.equals("macs") ? macs : column.equals("mIoU") ? accuracy : Double.NaN)
                        .toList(),
                Fingerprint.word(prune + seed));
    }
}
