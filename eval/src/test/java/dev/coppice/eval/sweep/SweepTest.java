package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CostKind;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.GridLimit;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.TruncationDrop;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.eval.report.Report;
import dev.coppice.eval.report.Reports;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.OtherSettingsException;
import dev.coppice.models.Setting;
import dev.coppice.models.SettingNames;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.resample.Grid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    private static final List<SweepPoint> POINTS = SweepPoint.product(
            List.of(Optional.of(new PruningRatio(0.25)), Optional.empty()),
            List.of(Optional.empty(), Optional.of(truncation(new GridLimit(new Grid(1, 2)), new Region.Decoder()))),
            List.of("l1"),
            List.of(1L));

    private static final double LOW_PASS = 0.55;

    private final List<String> compressed = new ArrayList<>();

    @Test
    void points_are_the_product_of_ratios_and_grids() {
        assertThat(POINTS)
                .extracting(SweepPoint::name)
                .containsExactly(
                        "prune-0.25-l1-truncate-none-seed-1",
                        "prune-0.25-l1-truncate-1of2-from-decoder-seed-1",
                        "prune-none-truncate-none-seed-1",
                        "prune-none-truncate-1of2-from-decoder-seed-1");
    }

    @Test
    void budgets_are_points_with_names_that_serve_as_folders() {
        List<SweepPoint> points = SweepPoint.toBudgets(
                List.of(
                        new SweepPoint.Planned(Budget.parse("latency=12.5%"), true),
                        new SweepPoint.Planned(Budget.parse("latency=12ms"), false)),
                List.of(Optional.empty()),
                List.of("l1"),
                List.of(1L, 2L));

        assertThat(points)
                .extracting(SweepPoint::name)
                .containsExactly(
                        "budget-latency=12.5pc-l1-truncate-planned-seed-1",
                        "budget-latency=12.5pc-l1-truncate-planned-seed-2",
                        "budget-latency=12ms-l1-truncate-none-seed-1",
                        "budget-latency=12ms-l1-truncate-none-seed-2");
        assertThat(points.get(0).pruneText()).isEqualTo("budget latency=12.5%");
    }

    @Test
    void a_front_is_of_milliseconds_where_a_budget_is() {
        Report quick = Reports.quartered();
        SweepPoint planned = SweepPoint.toBudgets(
                        List.of(new SweepPoint.Planned(Budget.parse("latency=25%"), true)),
                        List.of(Optional.empty()),
                        List.of("l1"),
                        List.of(1L))
                .get(0);
        SweepRow row = SweepRow.done(planned, Fingerprint.word("options"), quick, Double.NaN);
        List<Double> figures = new ArrayList<>(row.figures());
        figures.set(SweepRow.FIGURES.indexOf("latencyOneThreadMs"), 20.0);
        figures.set(SweepRow.FIGURES.indexOf("macs"), 1.0);
        SweepRow slow = new SweepRow(row.point(), "", figures, Fingerprint.word("other options"));

        assertThat(SweepFront.of(List.of(slow, row)).points()).containsExactly(row);
        SweepRow failed = SweepRow.failed(planned, Fingerprint.word("options"), "no such budget");
        assertThat(SweepFront.of(List.of(slow, failed)).cost()).isEqualTo(FrontCost.MILLISECONDS);
    }

    @Test
    void a_grid_whose_axes_differ_gives_a_name_that_serves_as_a_folders() {
        GridLimit limit = new GridLimit(new Grid(1, 2, 1, 4));
        SweepPoint point = point(truncation(limit, new Region.At("/enc/a:0")));

        assertThat(point.name()).isEqualTo("prune-none-truncate-1of2x1of4-from-at__enc_a_0-seed-1");
        assertThat(point.truncateText()).isEqualTo("1/2x1/4");
        assertThat(point.regionText()).isEqualTo("at:/enc/a:0");
    }

    @Test
    void regions_whose_points_would_share_a_folder_are_refused() {
        GridLimit limit = new GridLimit(new Grid(1, 2));

        assertThatThrownBy(() -> SweepPoint.product(
                        List.of(Optional.empty()),
                        List.of(
                                Optional.of(truncation(limit, new Region.DownstreamOf("a/b"))),
                                Optional.of(truncation(limit, new Region.DownstreamOf("a:b")))),
                        List.of("l1"),
                        List.of(1L)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Regions 'a/b' and 'a:b' would write to the same folder");
    }

    @Test
    void criteria_and_seeds_multiply_points_that_cut_channels() {
        List<SweepPoint> points = SweepPoint.product(
                List.of(Optional.empty(), Optional.of(new CostShare(CostKind.MACS, 0.5))),
                List.of(Optional.empty()),
                List.of("l1", "taylor"),
                List.of(1L, 2L));

        assertThat(points)
                .extracting(SweepPoint::name)
                .containsExactly(
                        "prune-none-truncate-none-seed-1",
                        "prune-none-truncate-none-seed-2",
                        "prune-macs=0.5-l1-truncate-none-seed-1",
                        "prune-macs=0.5-l1-truncate-none-seed-2",
                        "prune-macs=0.5-taylor-truncate-none-seed-1",
                        "prune-macs=0.5-taylor-truncate-none-seed-2");
    }

    @Test
    void every_point_becomes_a_line(@TempDir Path folder) throws Exception {
        List<SweepRow> rows = sweep(folder, "").run(POINTS);

        assertThat(rows).hasSize(4).allMatch(SweepRow::isDone);
        assertThat(rows.get(0).figure("macsShare")).isEqualTo(0.25);
        assertThat(rows.get(0).figure("timesAsFastOneThread")).isEqualTo(4);
        assertThat(rows.get(0).figure("timesAsFastAllCores")).isEqualTo(3);
        assertThat(rows.get(0).figure(SweepRow.LATENCY_NOISE)).isEqualTo(0.04);
        List<String> lines = Files.readAllLines(folder.resolve("sweep.csv"));
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0))
                .isEqualTo(
                        "name,prune,truncate,region,criterion,recipe,seed,status,reason,macs,macsShare,parameters,bytes,latencyOneThreadMs,latencyAllCoresMs,"
                                + "timesAsFastOneThread,timesAsFastAllCores,latencyNoise,mIoU,mIoUBeforeRetraining,pixelAccuracy,dice,originalMacs,originalMIoU,mIoUWithLowPass,timedOn,options");
        assertThat(lines.get(2))
                .startsWith(
                        "prune-0.25-l1-truncate-1of2-from-decoder-seed-1,0.25,1/2,decoder,l1,none,1,done,,2000000,0.250000,20000,100000,10,8,4,3,0.040000,0.585000,");
    }

    @Test
    void goes_on_where_it_stopped(@TempDir Path folder) {
        sweep(folder, "").run(POINTS.subList(0, 3));
        compressed.clear();

        List<SweepRow> rows = sweep(folder, "").run(POINTS);

        assertThat(compressed).containsExactly("prune-none-truncate-1of2-from-decoder-seed-1");
        assertThat(rows).hasSize(4).allMatch(SweepRow::isDone);
        assertThat(rows.get(0).figure("mIoU")).isEqualTo(0.585);
    }

    @Test
    void a_choice_by_its_drop_gives_a_name_too() {
        SweepPoint point = point(truncation(new TruncationDrop(0.5), new Region.Decoder(), new Region.All()));

        assertThat(point.name()).isEqualTo("prune-none-truncate-auto-0.5-from-decoder,all-seed-1");
    }

    @Test
    void a_folder_of_other_options_is_left_alone(@TempDir Path folder) {
        sweep(folder, "").run(POINTS);
        compressed.clear();

        assertThatThrownBy(() -> sweep(folder, " epochs=20").run(POINTS))
                .isInstanceOf(OtherSettingsException.class)
                .hasMessageContaining("in '" + folder.resolve("sweep.csv") + "' was compressed with other settings: ")
                .hasMessageEndingWith("Name another output, or use overwriting to sweep anew.");
        assertThat(compressed).isEmpty();
    }

    @Test
    void a_point_that_fails_is_listed_with_its_reason_and_tried_again(@TempDir Path folder) throws Exception {
        Sweep failing = new Sweep(
                folder,
                compression("", point -> {
                    throw new InvalidInputException("Truncation catches nothing, \"decoder\":\n  - none");
                }),
                Progress.SILENT,
                new Cancellation());

        List<SweepRow> rows = failing.run(POINTS.subList(0, 2));

        assertThat(rows).noneMatch(SweepRow::isDone);
        assertThat(Files.readAllLines(folder.resolve("sweep.csv")).get(1))
                .startsWith("prune-0.25-l1-truncate-none-seed-1,0.25,none,none,l1,none,1,failed,"
                        + "\"Truncation catches nothing, \"\"decoder\"\":; - none\",,,");
        assertThat(sweep(folder, "").run(POINTS.subList(0, 2))).allMatch(SweepRow::isDone);
        assertThat(sweep(folder, "").run(POINTS.subList(0, 2))).allMatch(SweepRow::isDone);
        assertThat(compressed).hasSize(2);
    }

    @Test
    void a_point_that_runs_out_of_memory_is_a_row_and_the_others_go_on(@TempDir Path folder) {
        Sweep failing = new Sweep(
                folder,
                compression("", point -> {
                    if (point.equals(POINTS.get(0))) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                    return Reports.quartered();
                }),
                Progress.SILENT,
                new Cancellation());

        List<SweepRow> rows = failing.run(POINTS);

        assertThat(rows).extracting(SweepRow::isDone).containsExactly(false, true, true, true);
        assertThat(rows.get(0).reason()).isEqualTo("java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void a_sweep_that_ended_has_each_point_in_its_table_once(@TempDir Path folder) throws Exception {
        Sweep failing = new Sweep(
                folder,
                compression(" batch=64", point -> {
                    throw new InvalidInputException("too little memory");
                }),
                Progress.SILENT,
                new Cancellation());
        failing.run(POINTS.subList(1, 2));
        Sweep sweep = sweep(folder, "");
        SweepRow first = sweep.run(POINTS).get(0);
        SweepRow timed = new SweepRow(first.point(), "", first.figures(), "another machine", first.fingerprint());

        List<SweepRow> rows = sweep.ended(List.of(timed), POINTS);

        assertThat(rows).hasSize(4).contains(timed).doesNotContain(first).allMatch(SweepRow::isDone);
        List<String> lines = Files.readAllLines(folder.resolve("sweep.csv"));
        assertThat(lines.subList(1, lines.size()))
                .extracting(line -> line.substring(0, line.indexOf(',')))
                .containsExactlyInAnyOrderElementsOf(
                        POINTS.stream().map(SweepPoint::name).toList());
        assertThat(sweep.ended(List.of(), POINTS)).isEqualTo(rows);
    }

    @Test
    void a_reason_names_settings_as_whoever_is_told_knows_them(@TempDir Path folder) {
        List<String> told = new ArrayList<>();
        Progress flags = new Progress() {
            @Override
            public void update(String task, long done, long total, String detail) {}

            @Override
            public void message(String line) {
                told.add(line);
            }

            @Override
            public SettingNames names() {
                return setting -> "--" + setting.word();
            }
        };
        Sweep.PointCompression refusing = compression("", point -> {
            throw new InvalidInputException(names -> "Give another " + names.of(Setting.CROP) + ".");
        });

        List<SweepRow> rows = new Sweep(folder, refusing, flags, new Cancellation()).run(POINTS.subList(0, 1));

        assertThat(rows).singleElement().satisfies(row -> assertThat(row.reason())
                .isEqualTo("Give another --crop."));
        assertThat(told).last().asString().endsWith(" failed: Give another --crop.");
    }

    @Test
    void half_a_line_is_dropped(@TempDir Path folder) throws Exception {
        sweep(folder, "").run(POINTS.subList(0, 2));
        Path file = folder.resolve("sweep.csv");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 20));

        List<SweepRow> rows = sweep(folder, "").run(POINTS.subList(0, 2));

        assertThat(rows).allMatch(SweepRow::isDone);
        assertThat(file).hasContent(whole);
    }

    @Test
    void another_file_of_that_name_is_left_alone(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("sweep.csv"), "a,b\n1,2\n");

        assertThatThrownBy(() -> sweep(folder, "").run(POINTS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has the columns [a, b]");
        assertThat(folder.resolve("sweep.csv")).hasContent("a,b\n1,2\n");
    }

    @Test
    void stops_between_points_when_asked_to(@TempDir Path folder) throws Exception {
        Cancellation cancellation = new Cancellation();
        Sweep sweep = new Sweep(
                folder,
                compression("", point -> {
                    cancellation.request();
                    return Reports.quartered();
                }),
                Progress.SILENT,
                cancellation);

        assertThatThrownBy(() -> sweep.run(POINTS)).isInstanceOf(CancelledException.class);
        assertThat(Files.readAllLines(folder.resolve("sweep.csv"))).hasSize(2);
    }

    @Test
    void draws_points_and_front(@TempDir Path folder) {
        List<SweepRow> rows = sweep(folder, "").run(POINTS);

        ParetoPlot.write(folder.resolve("sweep.png"), Metric.MEAN_IOU, SweepFront.of(rows));

        assertThat(folder.resolve("sweep.png")).isNotEmptyFile();
        assertThat(SweepFront.of(rows).points()).hasSize(1);
    }

    @Test
    void without_results_there_is_nothing_to_draw(@TempDir Path folder) {
        assertThatThrownBy(
                        () -> ParetoPlot.write(folder.resolve("sweep.png"), Metric.MEAN_IOU, SweepFront.of(List.of())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("There is nothing to draw: none of the 0 points was compressed.");
    }

    /** The work at a point. */
    private interface Compress {
        Report at(SweepPoint point);
    }

    private static SweepPoint.Truncation truncation(TruncationTarget target, Region... regions) {
        return new SweepPoint.Truncation(target, List.of(regions));
    }

    private static SweepPoint point(SweepPoint.Truncation truncation) {
        return new SweepPoint(Optional.empty(), Optional.empty(), Optional.of(truncation), "l1", 1);
    }

    private Sweep sweep(Path folder, String options) {
        return new Sweep(
                folder,
                compression(options, point -> {
                    compressed.add(point.name());
                    return Reports.quartered();
                }),
                Progress.SILENT,
                new Cancellation());
    }

    private static Sweep.PointCompression compression(String options, Compress compress) {
        return new Sweep.PointCompression() {
            @Override
            public Fingerprint fingerprint(SweepPoint point) {
                return Fingerprint.word(point + options);
            }

            @Override
            public Report compress(SweepPoint point, Path out) {
                return compress.at(point);
            }

            @Override
            public double predicted(SweepPoint point) {
                return point.truncate().isPresent() ? LOW_PASS : Double.NaN;
            }
        };
    }
}
