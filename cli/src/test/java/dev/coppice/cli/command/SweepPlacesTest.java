package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Coppice;
import dev.coppice.cli.JavaProcess;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sweep of twelve points, one after another, in processes that are killed, and in shards: the same rows. */
class SweepPlacesTest {
    private static final int POINTS = 12;
    private static final int KILLS = 3;

    /** Columns of what does not depend on the clock: all up to the bytes, and the accuracies. */
    private static final String LATENCY = "latencyOneThreadMs";

    private static final String ACCURACY = "mIoU";

    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void write_toys() throws IOException {
        model = Toys.model(folder);
        data = Toys.data(folder);
    }

    @Test
    void killed_sharded_or_in_turn_a_sweep_gives_the_same_rows() throws IOException, InterruptedException {
        CommandRun turn = CommandRun.of(sweep("turn").toArray());
        assertThat(turn.exitCode()).as(turn.out()).isEqualTo(ExitCode.DONE);
        List<String> expected = rows("turn/sweep.csv");

        killedAndGoneOnWith();
        for (int i = 1; i <= 3; i++) {
            List<String> shard = sweep("shards");
            shard.addAll(List.of("--shard", i + "/3"));
            assertThat(CommandRun.of(shard.toArray()).exitCode()).isEqualTo(ExitCode.DONE);
        }
        CommandRun merge = CommandRun.of(
                "sweep", "merge", folder.resolve("shards"), "--out", folder.resolve("all"), "--model", model);

        assertThat(expected).hasSize(POINTS);
        assertThat(rows("killed/sweep.csv")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(merge.exitCode()).as(merge.err()).isEqualTo(ExitCode.DONE);
        assertThat(merge.err()).contains("Timing ");
        assertThat(rows("all/sweep.csv")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void a_shard_that_is_missing_is_named() {
        List<String> shard = sweep("shards");
        shard.addAll(List.of("--shard", "2/12"));
        CommandRun.of(shard.toArray());

        CommandRun merge = CommandRun.of("sweep", "merge", folder.resolve("shards"), "--out", folder.resolve("all"));

        assertThat(merge.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(merge.err()).startsWith("Tables of these shards are missing: 1/12, 3/12, ");
    }

    @Test
    void wrong_places_are_refused() {
        List<String> none = sweep("out");
        none.addAll(List.of("--parallel", "0", "--shard", "4/3"));

        CommandRun run = CommandRun.of(none.toArray());

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains("--parallel is 0, expected at least 1")
                .contains("Shard 4/3 does not exist, expected 1/3 to 3/3");
    }

    @Test
    void the_master_of_spark_submit_is_the_cluster_of_a_sweep_and_nothing_else() {
        System.setProperty("spark.master", "spark://host:7077");
        try {
            CommandRun sweep = CommandRun.of(sweep("cluster").toArray());
            CommandRun merge = CommandRun.of("sweep", "merge", folder.resolve("merge"), "--out", folder.resolve("all"));

            assertThat(sweep.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
            assertThat(sweep.err()).contains("--spark needs Apache Spark and the module spark, which are not here");
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
        List<String> command = sweep("killed");
        command.addAll(List.of("--parallel", "2"));
        for (int i = 0; i < KILLS; i++) {
            Process work = JavaProcess.start(Coppice.class, command);
            int wanted = 1 + 2 * i;
            while (work.isAlive() && lines() < wanted) {
                Thread.sleep(50);
            }
            Thread.sleep(random.nextInt(500));
            work.destroyForcibly().waitFor();
        }
        Process last = JavaProcess.start(Coppice.class, command);
        String said = new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(last.waitFor()).as(said).isEqualTo(ExitCode.DONE);
        assertThat(Files.readAllLines(folder.resolve("killed/sweep.csv")).stream()
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .distinct())
                .hasSize(1 + POINTS);
    }

    private long lines() throws IOException {
        Path table = folder.resolve("killed/sweep.csv");
        if (!Files.exists(table)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(table)) {
            return Math.max(0, lines.count() - 1);
        }
    }

    /** The rows without their clock, each point's last. */
    private List<String> rows(String table) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(table));
        List<String> columns = List.of(lines.get(0).split(","));
        int end = columns.indexOf(LATENCY);
        int accuracy = columns.indexOf(ACCURACY);
        return lines.subList(1, lines.size()).stream()
                .map(line -> line.split(",", -1))
                .map(fields -> String.join(",", List.of(fields).subList(0, end)) + "," + fields[accuracy])
                .distinct()
                .toList();
    }

    private List<String> sweep(String out) {
        return new ArrayList<>(List.of(
                "sweep",
                model.toString(),
                "--data",
                data.toString(),
                "--out",
                folder.resolve(out).toString(),
                "--round",
                "1",
                "--prune",
                "0.25,0.5,0.75",
                "--truncate",
                "none,1/2",
                "--seeds",
                "1,2",
                "--steps",
                "2",
                "--batch",
                "2"));
    }
}
