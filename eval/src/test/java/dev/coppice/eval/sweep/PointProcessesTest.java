package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.eval.report.Report;
import dev.coppice.eval.report.Reports;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its processes are of a shell")
class PointProcessesTest {
    private static final List<SweepPoint> POINTS = SweepPoint.product(
            List.of(Optional.of(new PruningRatio(0.25))),
            List.of(Optional.empty()),
            List.of("l1"),
            LongStream.rangeClosed(1, 5).boxed().toList());

    @TempDir
    private Path folder;

    private final Cancellation cancellation = new Cancellation();
    private final List<String> begun = new ArrayList<>();

    @Test
    void every_point_is_worked_on_once_with_its_share() {
        List<Integer> shares = new ArrayList<>();

        List<SweepRow> rows = sweep().run(
                        POINTS,
                        new PointProcesses(
                                2,
                                (point, of) -> {
                                    shares.add(of);
                                    leave(point);
                                    return shell("exit 0");
                                },
                                sweep()));

        assertThat(rows).hasSize(5).allMatch(SweepRow::isDone);
        assertThat(shares).containsOnly(2).hasSize(5);
        assertThat(sweep().run(POINTS, new PointProcesses(2, this::unasked, sweep())))
                .isEqualTo(rows);
    }

    @Test
    void as_many_processes_are_started_as_training_leaves_memory_for() {
        List<Integer> shares = new ArrayList<>();
        List<String> said = new ArrayList<>();
        Sweep hungry = new Sweep(
                folder,
                new Nothing() {
                    @Override
                    public long memory(List<SweepPoint> points) {
                        return 1L << 60;
                    }
                },
                telling(said),
                cancellation);

        hungry.run(
                POINTS,
                new PointProcesses(
                        2,
                        (point, of) -> {
                            shares.add(of);
                            leave(point);
                            return shell("exit 0");
                        },
                        hungry));

        assertThat(shares).containsOnly(1).hasSize(5);
        assertThat(said).anyMatch(line -> line.startsWith("1 at a time and not 2: training the original takes about "));
    }

    @Test
    void a_process_that_leaves_no_line_becomes_a_row_that_says_how_it_ended() {
        List<SweepRow> rows = sweep().run(
                        POINTS.subList(0, 1),
                        new PointProcesses(2, (point, of) -> shell("echo no space left >&2; exit 3"), sweep()));

        assertThat(rows).singleElement().satisfies(row -> assertThat(row.reason())
                .isEqualTo("Its process ended with exit code 3: no space left"));
    }

    @Test
    void a_stack_trace_is_shown_and_is_no_reason() {
        List<String> said = new ArrayList<>();
        Sweep sweep = new Sweep(folder, new Nothing(), telling(said), cancellation);
        String ending = "printf 'begins\\nInternal error: x.\\njava.lang.Error: x\\n\\tat A.b(A.java:1)\\n"
                + "Caused by: y\\n\\t... 7 more\\n' >&2; exit 1";

        List<SweepRow> rows =
                sweep.run(POINTS.subList(0, 1), new PointProcesses(2, (point, of) -> shell(ending), sweep));

        assertThat(rows).singleElement().satisfies(row -> assertThat(row.reason())
                .isEqualTo("Its process ended with exit code 1: Internal error: x."));
        assertThat(said)
                .contains(POINTS.get(0).name()
                        + " ended in:\njava.lang.Error: x\n\tat A.b(A.java:1)\nCaused by: y\n\t... 7 more");
    }

    @Test
    void a_process_that_saw_other_files_becomes_a_row_that_says_so() {
        SweepPoint point = POINTS.get(0);
        PointProcesses processes = new PointProcesses(
                1,
                (asked, of) -> {
                    Files.createDirectories(folder.resolve(asked.name()));
                    new PointResult(folder, asked)
                            .write(
                                    SweepRow.done(asked, Fingerprint.word("changed"), Reports.quartered(), Double.NaN),
                                    Metric.MEAN_IOU);
                    return shell("exit 0");
                },
                sweep());

        assertThat(sweep().run(List.of(point), processes)).singleElement().satisfies(row -> assertThat(row.reason())
                .startsWith("Its process left the result of other options than this one asked for: the network"));
    }

    @Test
    void an_earlier_failure_is_not_taken_for_the_new_one() throws IOException {
        Files.createDirectories(folder.resolve(POINTS.get(0).name()));
        SweepRow before =
                SweepRow.failed(POINTS.get(0), Fingerprint.word(POINTS.get(0).name()), "of yesterday");
        new PointResult(folder, POINTS.get(0)).write(before, Metric.MEAN_IOU);

        List<SweepRow> rows =
                sweep().run(POINTS.subList(0, 1), new PointProcesses(1, (point, of) -> shell("exit 3"), sweep()));

        assertThat(rows).singleElement().satisfies(row -> assertThat(row.reason())
                .startsWith("Its process ended with exit code 3"));
    }

    @Test
    void a_killed_process_is_said_to_be_killed() {
        List<SweepRow> rows = sweep().run(
                        POINTS.subList(0, 1),
                        new PointProcesses(1, (point, of) -> shell("echo half way >&2; kill -9 $$"), sweep()));

        assertThat(rows).singleElement().satisfies(row -> assertThat(row.reason())
                .isEqualTo("Its process ended with exit code 137 (killed by signal 9; 9 is what a machine out of memory"
                        + " sends): half way"));
    }

    @Test
    void a_line_that_was_left_is_taken_in_and_not_worked_for_again() throws IOException {
        leave(POINTS.get(0));

        List<SweepRow> rows = sweep().run(POINTS.subList(0, 1), new PointProcesses(2, this::unasked, sweep()));

        assertThat(rows).singleElement().matches(SweepRow::isDone);
        assertThat(Files.readAllLines(folder.resolve("sweep.csv"))).hasSize(2);
    }

    @Test
    void processes_are_asked_to_stop_by_the_end_of_their_input() {
        PointProcesses processes = new PointProcesses(
                2,
                (point, of) -> {
                    begun.add(point.name());
                    cancellation.request();
                    return shell("cat; echo stopped > '" + folder.resolve(point.name() + ".txt") + "'");
                },
                sweep());

        assertThatThrownBy(() -> sweep().run(POINTS, processes)).isInstanceOf(CancelledException.class);
        assertThat(begun).isNotEmpty().allSatisfy(name -> assertThat(folder.resolve(name + ".txt"))
                .hasContent("stopped"));
    }

    private Process unasked(SweepPoint point, int of) {
        throw new AssertionError(point.name() + " has its line already");
    }

    private static Process shell(String script) throws IOException {
        return new ProcessBuilder("sh", "-c", script).start();
    }

    private void leave(SweepPoint point) throws IOException {
        Files.createDirectories(folder.resolve(point.name()));
        SweepRow row = SweepRow.done(point, Fingerprint.word(point.name()), Reports.quartered(), Double.NaN);
        new PointResult(folder, point).write(row, Metric.MEAN_IOU);
    }

    private static Progress telling(List<String> said) {
        return new Progress() {
            @Override
            public void update(String task, long done, long total, String detail) {}

            @Override
            public void message(String line) {
                said.add(line);
            }
        };
    }

    private Sweep sweep() {
        return new Sweep(folder, new Nothing(), Progress.SILENT, cancellation);
    }

    /** Work that only processes do. */
    static class Nothing implements Sweep.PointCompression {
        @Override
        public Fingerprint fingerprint(SweepPoint point) {
            return Fingerprint.word(point.name());
        }

        @Override
        public Report compress(SweepPoint point, Path out) {
            throw new AssertionError("not in this process");
        }

        @Override
        public double predicted(SweepPoint point) {
            throw new AssertionError("not in this process");
        }
    }
}
