package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.compression.PassInputs;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.eval.source.ModelFormats;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmStartsTest {
    private static final PassChoice HOW =
            PassChoice.USUAL.withChannels(PassChoice.USUAL.channels().withMultiple(1));

    @TempDir
    private Path folder;

    @Test
    void each_point_starts_from_the_number_without_its_lowest_bit_whatever_the_order() {
        List<SweepPoint> points = points(SweepAxes.ratios(0.5, 0.1, 0.8, 0.3, 0.2, 0.7, 0.4, 0.6));

        assertThat(SweepPoint.warm(points))
                .extracting(SweepPoint::pruneText)
                .containsExactly(
                        "0.5 from 0.1",
                        "0.1",
                        "0.8 from 0.7",
                        "0.3 from 0.1",
                        "0.2 from 0.1",
                        "0.7 from 0.5",
                        "0.4 from 0.3",
                        "0.6 from 0.5");
        assertThat(SweepPoint.warm(points).get(2).name()).isEqualTo("prune-0.8-l1-truncate-none-seed-1-start-0.7");
    }

    @Test
    void points_of_another_grid_criterion_or_seed_are_no_start() {
        List<SweepPoint> points = SweepPoint.warm(
                points(SweepAxes.ratios(0, 0.2, 0.4).withGrids("1/1", "1/2").withSeeds(1L, 2L)));

        assertThat(points)
                .filteredOn(point -> point.start().isPresent())
                .hasSize(4)
                .allSatisfy(point -> {
                    SweepPoint start = point.start().orElseThrow();
                    assertThat(start.truncate()).isEqualTo(point.truncate());
                    assertThat(start.seed()).isEqualTo(point.seed());
                    assertThat(start.pruneText()).isEqualTo("0.2");
                });
        assertThatThrownBy(() -> SweepPoint.warm(points(SweepAxes.budgets("macs=50%"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has a budget that a planner meets");
    }

    @Test
    void a_shard_has_all_points_that_start_from_each_other() {
        List<SweepPoint> points =
                SweepPoint.warm(points(SweepAxes.ratios(0.2, 0.4, 0.6).withSeeds(1L, 2L)));
        CompressionRequest base = base(0, "out");

        for (int i = 1; i <= 2; i++) {
            List<SweepPoint> own =
                    new SweepRequest(base, HOW, points, new SweepShard(i, 2), false, Optional.empty()).own();
            assertThat(own).hasSize(3).extracting(SweepPoint::seed).containsOnly((long) i);
        }
    }

    @Test
    void a_point_is_as_wide_as_a_cold_one_and_has_the_weights_of_its_start() throws IOException {
        List<SweepPoint> cold = points(SweepAxes.ratios(0.25, 0.5).withGrids("1/1", "1/2"));
        List<SweepPoint> warm = SweepPoint.warm(cold);
        requireDone(sweep(0, "cold").run(cold));
        requireDone(sweep(0, "warm").run(warm));

        for (int i = 2; i < cold.size(); i++) {
            Map<String, Tensor> start = weights("warm", warm.get(i).start().orElseThrow());
            Map<String, Tensor> expected = weights("cold", cold.get(i));
            Map<String, Tensor> found = weights("warm", warm.get(i));
            assertThat(found.keySet()).hasSizeGreaterThan(5).isEqualTo(expected.keySet());
            found.forEach((name, value) -> {
                assertThat(value.shape())
                        .as(name)
                        .isEqualTo(Objects.requireNonNull(expected.get(name)).shape());
                assertThat(values(Objects.requireNonNull(start.get(name))))
                        .as(name)
                        .containsAll(values(value));
            });
        }
    }

    @Test
    void the_rows_are_the_same_in_whatever_order_points_are_given_and_if_one_was_there() throws IOException {
        List<SweepPoint> points = SweepPoint.warm(points(SweepAxes.ratios(0.25, 0.5, 0.75)));
        List<SweepPoint> reversed = new ArrayList<>(points);
        Collections.reverse(reversed);
        List<SweepRow> rows = sweep(4, "once").run(points);

        assertThat(rows).hasSize(3).allMatch(SweepRow::isDone);
        assertThat(sweep(4, "reversed").run(reversed)).containsExactlyInAnyOrderElementsOf(rows);
        sweep(4, "stopped").run(points.subList(0, 1));
        assertThat(sweep(4, "stopped").run(points)).isEqualTo(rows);
        List<SweepPoint> cold = points(SweepAxes.ratios(0.25, 0.5, 0.75));
        requireDone(sweep(4, "cold").run(cold));
        assertThat(weights("once", points.get(0))).isEqualTo(weights("cold", cold.get(0)));
        assertThat(weights("once", points.get(1))).isNotEqualTo(weights("cold", cold.get(1)));
    }

    @Test
    void a_point_whose_start_is_not_there_fails_and_says_so() throws IOException {
        List<SweepPoint> points = SweepPoint.warm(points(SweepAxes.ratios(0.25, 0.5)));

        assertThat(sweep(0, "out").run(points.subList(1, 2))).singleElement().satisfies(row -> assertThat(row.reason())
                .isEqualTo("It starts from the weights of 'prune-0.25-l1-truncate-none-seed-1', which failed"));
    }

    private static List<SweepPoint> points(SweepAxes axes) {
        return axes.orElse("l1", 1).points(HOW.grids());
    }

    private static void requireDone(List<SweepRow> rows) {
        assertThat(rows).extracting(SweepRow::reason).containsOnly("");
    }

    /** The weights of a point's contractions; what is measured again at each point, such as batch statistics, has one axis. */
    private Map<String, Tensor> weights(String sweep, SweepPoint point) {
        Map<String, Tensor> weights = new TreeMap<>();
        ModelFormats.read(folder.resolve(sweep).resolve(point.name()).resolve(CompressionFlow.MODEL))
                .network()
                .graph()
                .constants()
                .forEach((name, value) -> {
                    if (value.shape().rank() > 1) {
                        weights.put(name, value);
                    }
                });
        return weights;
    }

    private static Set<Float> values(Tensor tensor) {
        Set<Float> values = new HashSet<>();
        for (float value : tensor.toFloats()) {
            values.add(value);
        }
        return values;
    }

    private CompressionRequest base(int steps, String out) {
        return CompressionRequest.of(TinyTask.network(5), new TinyTask(4), folder.resolve(out))
                .withoutLatency()
                .withRetraining(RetrainOptions.defaults()
                        .with(o -> o.length(new TrainingLength.Steps(steps)).batch(2)));
    }

    private Sweep sweep(int steps, String out) throws IOException {
        CompressionRequest base = base(steps, out);
        Files.createDirectories(base.out());
        SearchWatch watch = new SearchWatch(Progress.SILENT, new Cancellation());
        FlowCompression compression = new FlowCompression(
                new CompressionFlow(Progress.SILENT, new Cancellation()),
                base,
                new PointPasses(base, HOW, watch, KeptFigures.NONE),
                point -> PassInputs.predictor(base, watch, KeptFigures.NONE));
        return new Sweep(base.out(), compression, Progress.SILENT, new Cancellation());
    }
}
