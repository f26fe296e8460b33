package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Coppice;
import dev.coppice.cli.JavaProcess;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.models.kit.TwelvePoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sweep of twelve points, one after another, in processes that are killed, and in shards: the same rows. What is killed is of the bundled network. */
class SweepPlacesTest {
    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    private TwelvePoints sweep = new TwelvePoints(Path.of(""), Path.of(""), Path.of(""));

    @BeforeEach
    void write_toys() throws IOException {
        sweep = new TwelvePoints(folder, Toys.model(folder), Toys.data(folder));
    }

    @Test
    void killed_or_sharded_a_sweep_of_the_bundled_network_gives_the_same_rows()
            throws IOException, InterruptedException {
        sweep = TwelvePoints.bundled(folder);
        killedAndGoneOnWith();
        List<String> expected = sweep.rows("killed");
        for (int i = 1; i <= 3; i++) {
            Process shard =
                    JavaProcess.start(Coppice.class, sweep.command("shards", "--shard", i + "/3", "--parallel", "2"));
            String said = new String(shard.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shard.waitFor()).as(said).isEqualTo(ExitCode.DONE);
        }
        CommandRun merge = CommandRun.of("sweep", "merge", folder.resolve("shards"), "--out", folder.resolve("all"));

        assertThat(merge.exitCode()).as(merge.err()).isEqualTo(ExitCode.DONE);
        assertThat(expected).hasSize(TwelvePoints.POINTS);
        assertThat(sweep.rows("all")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void sharded_or_in_turn_a_sweep_gives_the_same_rows() throws IOException {
        CommandRun turn = CommandRun.of(sweep.command("turn").toArray());
        assertThat(turn.exitCode()).as(turn.out()).isEqualTo(ExitCode.DONE);
        for (int i = 1; i <= 3; i++) {
            List<String> shard = sweep.command("shards", "--shard", i + "/3");
            assertThat(CommandRun.of(shard.toArray()).exitCode()).isEqualTo(ExitCode.DONE);
        }
        CommandRun merge = CommandRun.of(
                "sweep", "merge", folder.resolve("shards"), "--out", folder.resolve("all"), "--model", sweep.model());

        assertThat(merge.exitCode()).as(merge.err()).isEqualTo(ExitCode.DONE);
        assertThat(merge.err()).contains("Timing ");
        assertThat(merge.out()).contains("Latencies are of ");
        assertThat(sweep.rows("all"))
                .hasSize(TwelvePoints.POINTS)
                .containsExactlyInAnyOrderElementsOf(sweep.rows("turn"));
    }

    @Test
    void warm_starts_are_the_same_one_after_another_and_beside_each_other() throws IOException {
        CommandRun turn = CommandRun.of(sweep.command("turn", "--warm-start").toArray());
        CommandRun beside = CommandRun.of(
                sweep.command("beside", "--warm-start", "--parallel", "2").toArray());

        assertThat(turn.exitCode()).as(turn.err()).isEqualTo(ExitCode.DONE);
        assertThat(beside.exitCode()).as(beside.err()).isEqualTo(ExitCode.DONE);
        assertThat(sweep.rows("beside"))
                .hasSize(TwelvePoints.POINTS)
                .anyMatch(row -> row.contains(" from "))
                .containsExactlyInAnyOrderElementsOf(sweep.rows("turn"));
    }

    @Test
    void a_shard_that_is_missing_is_named() throws IOException {
        CommandRun.of(sweep.command("shards", "--shard", "2/12").toArray());

        CommandRun merge = CommandRun.of("sweep", "merge", folder.resolve("shards"), "--out", folder.resolve("all"));

        assertThat(merge.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(merge.err()).startsWith("Tables of these shards are missing: 1/12, 3/12, ");
    }

    @Test
    void wrong_places_are_refused() throws IOException {
        CommandRun run = CommandRun.of(
                sweep.command("out", "--parallel", "0", "--shard", "4/3").toArray());

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains("--parallel is 0, expected at least 1")
                .contains("Shard 4/3 does not exist, expected 1/3 to 3/3");
    }

    @Test
    void the_master_of_spark_submit_is_the_cluster_of_a_sweep_and_nothing_else() throws IOException {
        System.setProperty("spark.master", "spark://host:7077");
        try {
            CommandRun swept = CommandRun.of(sweep.command("cluster").toArray());
            CommandRun merge = CommandRun.of("sweep", "merge", folder.resolve("merge"), "--out", folder.resolve("all"));

            assertThat(swept.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
            assertThat(swept.err()).contains("--spark needs Apache Spark and the module spark, which are not here");
            assertThat(merge.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
            assertThat(merge.err()).contains("merge'").doesNotContain("--spark");
        } finally {
            System.clearProperty("spark.master");
        }
    }

    @Test
    void a_process_gets_its_share_and_its_point() {
        assertThat(CommandLauncher.shared("-Xmx6000m", 2)).isEqualTo("-Xmx3000m");
        assertThat(CommandLauncher.shared("-Dorg.bytedeco.javacpp.maxphysicalbytes=9000m", 3))
                .isEqualTo("-Dorg.bytedeco.javacpp.maxphysicalbytes=3000m");
        assertThat(CommandLauncher.shared("-Xmx3g", 2)).isEqualTo("-Xmx1536m");
        assertThat(CommandLauncher.shared("-Dfile.encoding=UTF-8", 2)).isEqualTo("-Dfile.encoding=UTF-8");
        assertThat(PointArguments.of(
                        List.of("sweep", "m.onnx", "--parallel", "2", "--overwrite", "--seed", "3"), "prune-0.5"))
                .containsExactly("sweep", "m.onnx", "--seed", "3", "--point", "prune-0.5");
    }

    /** Each process of the table is killed once some points are there; what they began is gone on with. */
    private void killedAndGoneOnWith() throws IOException, InterruptedException {
        Random random = new Random(5);
        Map<Path, FileTime> made = new HashMap<>();
        List<String> command = sweep.command("killed", "--parallel", "2");
        for (int i = 0; i < KILLS; i++) {
            Process work = JavaProcess.start(Coppice.class, command);
            int wanted = 1 + 2 * i;
            while (work.isAlive() && sweep.done("killed") < wanted) {
                Thread.sleep(50);
            }
            Thread.sleep(random.nextInt(500));
            work.destroyForcibly().waitFor();
            for (Path model : models("killed")) {
                made.putIfAbsent(model, Files.getLastModifiedTime(model));
            }
        }
        Process last = JavaProcess.start(Coppice.class, command);
        String said = new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(last.waitFor()).as(said).isEqualTo(ExitCode.DONE);
        assertThat(made).isNotEmpty();
        for (Map.Entry<Path, FileTime> done : made.entrySet()) {
            assertThat(Files.getLastModifiedTime(done.getKey()))
                    .as("%s is done once", done.getKey())
                    .isEqualTo(done.getValue());
        }
    }

    /** The models of the points in a table. */
    private List<Path> models(String out) throws IOException {
        Path table = folder.resolve(out).resolve("sweep.csv");
        return Files.readAllLines(table).stream()
                .skip(1)
                .map(line -> folder.resolve(out)
                        .resolve(line.substring(0, line.indexOf(',')))
                        .resolve("model.onnx"))
                .toList();
    }
}
