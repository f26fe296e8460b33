package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.eval.output.HostName;
import dev.coppice.eval.report.Report;
import dev.coppice.eval.report.Reports;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweeps into a folder that fills up: what is done stays, no later point is begun, and the same sweep goes on. */
class FullFolderTest {
    private static final String FULL = "No space left on device";

    private static final List<SweepPoint> POINTS = SweepPoint.product(
            List.of(Optional.of(new PruningRatio(0.25))),
            List.of(Optional.empty()),
            List.of("l1"),
            LongStream.rangeClosed(1, 4).boxed().toList());

    private static final SweepPoint SECOND = POINTS.get(1);

    @TempDir
    private Path folder;

    private final List<String> begun = new ArrayList<>();
    private boolean full = true;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void one_point_after_another_it_stops_at_the_one_that_cannot_be_written(boolean asInput) throws IOException {
        Sweep sweep = sweep(asInput);

        stopsAtTheSecond(() -> sweep.run(POINTS), "Cannot write 'model.onnx': no space left on device");
        assertThat(begun).hasSize(2);

        full = false;
        assertThat(sweep.run(POINTS)).hasSize(4).allMatch(SweepRow::isDone);
        assertThat(begun).hasSize(5);
        assertThat(Files.readAllLines(folder.resolve("sweep.csv"))).hasSize(5);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its processes are of a shell")
    void a_process_that_cannot_write_stops_the_others() throws IOException {
        PointProcesses processes = new PointProcesses(
                1,
                (point, of) -> {
                    begun.add(point.name());
                    if (full && point.equals(SECOND)) {
                        return shell(
                                "echo \"Cannot write 'm': no space left on device. Make room there.\" >&2; exit 1");
                    }
                    Files.createDirectories(folder.resolve(point.name()));
                    new PointResult(folder, point).write(done(point), Metric.MEAN_IOU);
                    return shell("exit 0");
                },
                sweep(false));

        stopsAtTheSecond(
                () -> sweep(false).run(POINTS, processes),
                "Its process ended with exit code 1: Cannot write 'm': no space left on device. Make room there");
        assertThat(begun).hasSize(2);

        full = false;
        assertThat(sweep(false).run(POINTS, processes)).hasSize(4).allMatch(SweepRow::isDone);
        assertThat(begun).hasSize(5);
    }

    @Test
    void what_a_cluster_sends_and_cannot_be_written_stops_the_sweep() throws IOException {
        ClusterPoints cluster = new ClusterPoints(points -> new Answers(), sweep(false));

        stopsAtTheSecond(
                () -> sweep(false).run(POINTS, cluster), "Cannot write '" + folder.resolve(SECOND.name()) + "': ");

        full = false;
        Files.delete(folder.resolve(SECOND.name()));
        begun.clear();
        assertThat(sweep(false).run(POINTS, cluster)).hasSize(4).allMatch(SweepRow::isDone);
        assertThat(begun).doesNotContain(POINTS.get(0).name());
    }

    private void stopsAtTheSecond(Runnable sweep, String why) throws IOException {
        assertThatThrownBy(sweep::run)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("The sweep stopped at '" + SECOND.name() + "' on " + HostName.here()
                        + ", and the same command goes on with it: " + why);
        assertThat(Files.readAllLines(folder.resolve("sweep.csv"))).hasSize(2);
    }

    private static SweepRow done(SweepPoint point) {
        return SweepRow.done(point, Fingerprint.word(point.name()), Reports.quartered(), Double.NaN);
    }

    private static Process shell(String script) throws IOException {
        return new ProcessBuilder("sh", "-c", script).start();
    }

    /**
     * A sweep whose second point finds no room.
     *
     * @param asInput whether the folder is refused as wrong input
     */
    private Sweep sweep(boolean asInput) {
        PointProcessesTest.Nothing work = new PointProcessesTest.Nothing() {
            @Override
            public Report compress(SweepPoint point, Path out) {
                begun.add(point.name());
                if (full && point.equals(SECOND)) {
                    String said = "Cannot write 'model.onnx': no space left on device";
                    throw asInput
                            ? new InvalidInputException(said + ".", new IOException(FULL))
                            : new UncheckedIOException(said, new IOException(FULL));
                }
                return Reports.quartered();
            }

            @Override
            public double predicted(SweepPoint point) {
                return Double.NaN;
            }
        };
        return new Sweep(folder, work, Progress.SILENT, new Cancellation());
    }

    /** A cluster that answers each point in turn. */
    private final class Answers implements PointCluster.Session {
        private final List<String> points = new ArrayList<>();

        @Override
        public void submit(String point, String identity, Map<String, Path> start) {
            begun.add(point);
            points.add(point);
        }

        @Override
        public List<PointAnswer> answers() {
            String name = points.remove(0);
            SweepPoint point = POINTS.stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            try {
                if (full && point.equals(SECOND)) {
                    Files.writeString(folder.resolve(name), "in the way");
                }
                Path made = Files.createDirectories(
                        Files.createTempDirectory(folder, "machine").resolve(name));
                new PointResult(made.resolveSibling("."), point).write(done(point), Metric.MEAN_IOU);
                byte[] archive = FolderArchive.packed(FolderArchive.files(made));
                return List.of(new PointAnswer(name, "node", ByteBuffer.wrap(archive), ""));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public String state() {
            return "1 worker";
        }

        @Override
        public void close() {}
    }
}
