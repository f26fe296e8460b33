package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.eval.report.Reports;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.OtherSettingsException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergedSweepTest {
    private static final List<SweepPoint> POINTS = SweepPoint.product(
            List.of(Optional.of(new PruningRatio(0.25))),
            List.of(Optional.empty()),
            List.of("l1"),
            LongStream.rangeClosed(1, 5).boxed().toList());

    @TempDir
    private Path folder;

    @Test
    void shards_of_one_sweep_become_its_table() throws IOException {
        for (int i = 1; i <= 3; i++) {
            write("shard" + i, new SweepShard(i, 3), "net");
        }

        MergedSweep merged = new SweepFlow(Progress.SILENT, new Cancellation())
                .merge(
                        MergedSweep.of(
                                List.of(folder.resolve("shard1"), folder.resolve("shard2"), folder.resolve("shard3"))),
                        folder.resolve("all"),
                        Optional.empty(),
                        false);

        assertThat(merged.rows())
                .extracting(row -> row.asked("name"))
                .containsExactlyInAnyOrderElementsOf(
                        POINTS.stream().map(SweepPoint::name).toList());
        assertThat(merged.missing()).isEmpty();
        assertThat(merged.folders().get(POINTS.get(1).name()))
                .isEqualTo(folder.resolve("shard2").resolve(POINTS.get(1).name()));
        assertThat(SweepFile.existing(folder.resolve("all/sweep.csv")).rows().values())
                .containsExactlyElementsOf(merged.rows());
        assertThat(folder.resolve("all/sweep.png")).isNotEmptyFile();
        assertThat(folder.resolve("all/sweep.html")).content().contains("<h1>Sweep</h1>");
    }

    @Test
    void missing_shards_are_named() throws IOException {
        write("some", new SweepShard(2, 4), "net");

        assertThat(MergedSweep.of(List.of(folder.resolve("some"))).missing()).containsExactly("1/4", "3/4", "4/4");
    }

    @Test
    void a_point_that_is_done_somewhere_counts_once() throws IOException {
        SweepRow failed = SweepRow.failed(POINTS.get(0), print(POINTS.get(0), "net"), "out of memory");
        SweepFile.open(made("first").resolve("sweep.csv"), Metric.MEAN_IOU).add(failed);
        write("second", SweepShard.WHOLE, "net");
        write("third", SweepShard.WHOLE, "net");

        List<SweepRow> rows = MergedSweep.of(
                        List.of(folder.resolve("first"), folder.resolve("second"), folder.resolve("third")))
                .rows();

        assertThat(rows).hasSize(5).allMatch(SweepRow::isDone);
    }

    @Test
    void a_point_that_failed_with_other_options_does_not_count() throws IOException {
        SweepRow failed = SweepRow.failed(POINTS.get(0), print(POINTS.get(0), "another"), "out of memory");
        SweepFile.open(made("first").resolve("sweep.csv"), Metric.MEAN_IOU).add(failed);
        write("second", SweepShard.WHOLE, "net");

        assertThat(MergedSweep.of(List.of(folder.resolve("first"), folder.resolve("second")))
                        .rows())
                .hasSize(5)
                .allMatch(SweepRow::isDone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../other", "/etc", "a/b", "a\\\\b", "C:x", ".", "a\0b", ""})
    void a_point_whose_name_leads_elsewhere_is_refused(String name) throws IOException {
        write("some", SweepShard.WHOLE, "net");
        Path table = folder.resolve("some/sweep.csv");
        Files.writeString(table, Files.readString(table).replace(POINTS.get(1).name() + ",", name + ","));

        assertThatThrownBy(() -> MergedSweep.of(List.of(folder.resolve("some"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has a point with the name '" + name + "', expected the plain name of a folder");
    }

    @Test
    void a_line_whose_status_and_reason_disagree_is_refused() throws IOException {
        write("some", SweepShard.WHOLE, "net");
        Path table = folder.resolve("some/sweep.csv");
        Files.writeString(table, Files.readString(table).replaceFirst(",done,,", ",done, ,"));

        assertThatThrownBy(() -> MergedSweep.of(List.of(folder.resolve("some"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("that it is 'done', with the reason ' ', expected 'done' without a reason or");
    }

    @Test
    void a_figure_that_is_not_finite_is_refused() throws IOException {
        write("some", SweepShard.WHOLE, "net");
        Path table = folder.resolve("some/sweep.csv");
        Files.writeString(table, Files.readString(table).replaceFirst(",done,,[0-9.]*,", ",done,,1e999,"));

        assertThatThrownBy(() -> MergedSweep.of(List.of(folder.resolve("some"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has '1e999' in column 'macs', expected a finite number");
    }

    @Test
    void a_table_that_is_no_text_is_refused() throws IOException {
        Path table = made("some").resolve("sweep.csv");
        Files.write(table, new byte[] {(byte) 0xff, '\n'});

        assertThatThrownBy(() -> MergedSweep.of(List.of(folder.resolve("some"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'" + table + "' is no text in UTF-8");
    }

    @Test
    void a_line_that_is_being_written_is_left_alone() throws IOException {
        write("some", SweepShard.WHOLE, "net");
        Path table = folder.resolve("some/sweep.csv");
        Files.writeString(table, "prune-0.9", StandardOpenOption.APPEND);

        assertThat(MergedSweep.of(List.of(folder.resolve("some"))).rows()).hasSize(5);
        assertThat(table).content().endsWith("prune-0.9");
    }

    @Test
    void tables_of_different_sweeps_are_refused() throws IOException {
        write("one", new SweepShard(1, 2), "net");
        write("other", new SweepShard(2, 2), "another");

        assertThatThrownBy(() -> MergedSweep.of(List.of(folder.resolve("one"), folder.resolve("other"))))
                .isInstanceOf(OtherSettingsException.class)
                .hasMessageContaining("network was net, now another")
                .hasMessageEndingWith("Merge only the shards of one sweep.");
    }

    @Test
    void shards_whose_points_were_trained_otherwise_are_refused() throws IOException {
        SweepShard second = new SweepShard(2, 2);
        write("one", new SweepShard(1, 2), "net");
        SweepFile file = SweepFile.open(made("other").resolve(second.table()), Metric.MEAN_IOU);
        second.of(POINTS)
                .forEach(point -> file.add(
                        SweepRow.done(point, print(point, "net").with("epochs", 5), Reports.quartered(), Double.NaN)));

        assertThatThrownBy(() -> MergedSweep.of(List.of(folder.resolve("one"), folder.resolve("other"))))
                .isInstanceOf(OtherSettingsException.class)
                .hasMessageContaining(
                        "' was compressed otherwise than '" + POINTS.get(1).name() + "' in '")
                .hasMessageContaining("epochs was none, now 5");
    }

    @Test
    void points_without_a_row_and_shards_of_other_points_are_named() throws IOException {
        for (int i = 1; i <= 2; i++) {
            SweepShard shard = new SweepShard(i, 2);
            write("shard" + i, shard, "net");
            ShardPoints.write(folder.resolve("shard" + i).resolve(shard.table()), POINTS, shard.of(POINTS));
        }
        Path second = folder.resolve("shard2/sweep-2-of-2.csv");
        List<String> lines = Files.readAllLines(second);
        Files.write(second, lines.subList(0, lines.size() - 1));
        List<Path> both = List.of(folder.resolve("shard1"), folder.resolve("shard2"));

        assertThat(MergedSweep.of(both).unfinished())
                .containsExactly(POINTS.get(3).name());

        ShardPoints.write(second, POINTS.subList(0, 4), List.of());
        assertThatThrownBy(() -> MergedSweep.of(both))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("'" + folder.resolve("shard1/sweep-1-of-2.csv") + "' and '" + second
                        + "' are shards of different requests: point '"
                        + POINTS.get(4).name() + "' is one of '"
                        + folder.resolve("shard1/sweep-1-of-2.csv") + "' only. Merge only the shards of one sweep.");
    }

    @Test
    void a_folder_without_a_table_is_refused() {
        assertThatThrownBy(() -> MergedSweep.of(List.of(made("empty"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no table of a sweep");
        assertThatThrownBy(() -> MergedSweep.of(List.of(folder.resolve("nowhere"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is no folder");
    }

    private void write(String name, SweepShard shard, String network) throws IOException {
        SweepFile file = SweepFile.open(made(name).resolve(shard.table()), Metric.MEAN_IOU);
        shard.of(POINTS)
                .forEach(point ->
                        file.add(SweepRow.done(point, print(point, network), Reports.quartered(), Double.NaN)));
    }

    private Path made(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static Fingerprint print(SweepPoint point, String network) {
        return Fingerprint.of("Request").with("network", network).with("seed", point.seed());
    }
}
