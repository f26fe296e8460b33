package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.eval.report.Reports;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPointsTest {
    private static final List<SweepPoint> POINTS = SweepPoint.product(
            List.of(Optional.of(new PruningRatio(0.25))),
            List.of(Optional.empty()),
            List.of("l1"),
            LongStream.rangeClosed(1, 3).boxed().toList());

    @TempDir
    private Path folder;

    private final Cancellation cancellation = new Cancellation();

    @Test
    void answers_become_folders_and_rows_and_are_not_asked_for_again() {
        List<SweepRow> rows = sweep().run(POINTS, on(new Cluster(this::done)));

        assertThat(rows).hasSize(3).allMatch(SweepRow::isDone);
        assertThat(folder.resolve(POINTS.get(1).name()).resolve("report.md")).hasContent("report");
        assertThat(sweep().run(POINTS, on(new Cluster(name -> {
                    throw new AssertionError(name);
                }))))
                .isEqualTo(rows);
    }

    @Test
    void an_answer_that_comes_twice_counts_once() throws IOException {
        Cluster twice = new Cluster(this::done) {
            @Override
            public List<PointAnswer> answers() {
                List<PointAnswer> once = super.answers();
                List<PointAnswer> all = new ArrayList<>(once);
                all.addAll(once);
                return all;
            }
        };

        sweep().run(POINTS, on(twice));

        assertThat(Files.readAllLines(folder.resolve("sweep.csv"))).hasSize(1 + POINTS.size());
    }

    @Test
    void a_point_without_a_result_is_a_row_with_the_reason_and_the_sweep_goes_on() {
        List<SweepRow> rows = sweep().run(
                        POINTS,
                        on(new Cluster(
                                name -> name.endsWith("2") ? PointAnswer.failed(name, "node7: no data") : done(name))));

        assertThat(rows).filteredOn(SweepRow::isDone).hasSize(2);
        assertThat(rows.get(1).reason()).isEqualTo("node7: no data");
    }

    @Test
    void a_point_that_failed_on_a_machine_names_the_machine() {
        SweepPoint point = POINTS.get(0);
        SweepRow failed = SweepRow.failed(point, Fingerprint.word(point.name()), "too little memory");

        List<SweepRow> rows = sweep().run(List.of(point), on(new Cluster(name -> answer(name, any -> failed))));

        assertThat(rows).singleElement().satisfies(row -> assertThat(row.reason())
                .isEqualTo("node: too little memory"));
    }

    @Test
    void a_result_of_other_options_is_no_result() {
        List<SweepRow> rows = sweep().run(
                        POINTS.subList(0, 1), on(new Cluster(name -> answer(name, Fingerprint.word("other options")))));

        assertThat(rows).singleElement().satisfies(row -> assertThat(row.reason())
                .startsWith("What 'node' sent is the result of other options"));
    }

    @Test
    void a_point_that_starts_from_another_is_handed_over_with_its_files_once_that_one_is_there() throws IOException {
        SweepPoint first = POINTS.get(0);
        SweepPoint warm = POINTS.get(1).startingFrom(first);
        Files.createDirectories(folder.resolve(first.name()));
        Path plan = Files.writeString(folder.resolve(first.name()).resolve("plan.json"), "{}");
        Files.writeString(folder.resolve(first.name()).resolve("report.html"), "for people");
        List<String> handed = new ArrayList<>();
        Cluster cluster = new Cluster(name -> {
            handed.add(name);
            return name.equals(warm.name()) ? PointAnswer.failed(name, "tried") : done(name);
        });

        sweep().run(List.of(warm, first), on(cluster));

        assertThat(handed).containsExactly(first.name(), warm.name());
        assertThat(cluster.starts).containsExactly(Map.of(), Map.of(first.name() + "/plan.json", plan));
    }

    @Test
    void an_archive_cannot_write_outside_of_its_folder() throws IOException {
        Path file = Files.writeString(folder.resolve("any.txt"), "any");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FolderArchive.write(Map.of("../outside.txt", file), bytes);
        ByteBuffer archive = ByteBuffer.wrap(bytes.toByteArray());

        assertThatThrownBy(() -> FolderArchive.unpack(archive, folder.resolve("in"), "last"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'../outside.txt', which is outside of its folder");
        assertThat(folder.resolve("outside.txt")).doesNotExist();
    }

    @Test
    void a_cluster_that_is_not_there_is_refused_before_anything_is_measured() {
        Sweep sweep = new Sweep(
                folder,
                new PointProcessesTest.Nothing() {
                    @Override
                    public void prepare(List<SweepPoint> points) {
                        throw new AssertionError("measured for a cluster that is not there");
                    }
                },
                Progress.SILENT,
                cancellation);
        ClusterPoints.Connection none = new ClusterPoints.Connection() {
            @Override
            public void check() {
                throw new InvalidInputException("No master answers.");
            }

            @Override
            public PointCluster.Session open(int points) {
                throw new AssertionError("opened");
            }
        };

        assertThatThrownBy(() -> sweep.run(POINTS, new ClusterPoints(none, sweep)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("No master answers.");
    }

    @Test
    void a_stop_ends_the_session_and_keeps_what_is_done() {
        Cluster cluster = new Cluster(name -> {
            cancellation.request();
            return done(name);
        });

        assertThatThrownBy(() -> sweep().run(POINTS, on(cluster))).isInstanceOf(CancelledException.class);
        assertThat(cluster.closed).isTrue();
    }

    private ClusterPoints on(Cluster cluster) {
        return new ClusterPoints(points -> cluster, sweep());
    }

    private PointAnswer done(String name) {
        return answer(name, Fingerprint.word(name));
    }

    private PointAnswer answer(String name, Fingerprint fingerprint) {
        return answer(name, point -> SweepRow.done(point, fingerprint, Reports.quartered(), Double.NaN));
    }

    private PointAnswer answer(String name, Function<SweepPoint, SweepRow> row) {
        try {
            Path made = Files.createTempDirectory(folder, "machine");
            SweepPoint point = POINTS.stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            Files.createDirectories(made.resolve(name));
            new PointResult(made, point).write(row.apply(point), Metric.MEAN_IOU);
            Files.writeString(made.resolve(name).resolve("report.md"), "report");
            return new PointAnswer(
                    name, "node", ByteBuffer.wrap(FolderArchive.packed(FolderArchive.files(made.resolve(name)))), "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Sweep sweep() {
        return new Sweep(folder, new PointProcessesTest.Nothing(), Progress.SILENT, cancellation);
    }

    /** Machines that answer at once. */
    private static class Cluster implements PointCluster.Session {
        private final Function<String, PointAnswer> work;
        private final Map<String, PointAnswer> answers = new TreeMap<>();
        private final List<Map<String, Path>> starts = new ArrayList<>();
        private boolean closed;

        Cluster(Function<String, PointAnswer> work) {
            this.work = work;
        }

        @Override
        public void submit(String point, String identity, Map<String, Path> start) {
            assertThat(identity).isEqualTo(Fingerprint.word(point).hash());
            starts.add(start);
            answers.put(point, work.apply(point));
        }

        @Override
        public List<PointAnswer> answers() {
            List<PointAnswer> all = List.copyOf(answers.values());
            answers.clear();
            return all;
        }

        @Override
        public String state() {
            return "3 workers";
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
