package dev.coppice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.kit.Layouts;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.kit.TwelvePoints;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * One sweep one after another, and on a cluster of two workers of which one is killed: the same rows. Eight of its twelve points
 * start from the weights of others.
 */
class SparkSweepTest {
    private static final int MINUTES = 10;

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Spark's home is made of symbolic links")
    void a_sweep_on_a_cluster_that_loses_a_worker_gives_the_same_rows() throws IOException, InterruptedException {
        TwelvePoints sweep = tiny();
        try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
            ended(cluster.coppice("turn", sweep.command("turn", "--warm-start")), "turn", cluster);

            Process first = cluster.worker("first");
            cluster.worker("second");
            Process driver =
                    cluster.coppice("driver", sweep.command("spark", "--warm-start", "--spark", cluster.address()));
            while (driver.isAlive() && sweep.done("spark") < 3) {
                Thread.sleep(50);
            }
            StandaloneCluster.kill(first);
            ended(driver, "driver", cluster);

            List<String> expected = sweep.rows("turn");
            assertThat(expected)
                    .hasSize(TwelvePoints.POINTS)
                    .filteredOn(row -> row.contains(" from "))
                    .hasSize(8);
            assertThat(sweep.rows("spark")).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(cluster.log("driver", Integer.MAX_VALUE))
                    .contains(" is done on executor 0 on ", " is done on executor 1 on ", "Timing ");
            assertThat(folder.resolve("spark/prune-0.5-l1-truncate-none-seed-1-start-0.25/report.md"))
                    .exists();
        }
    }

    /** A sweep of points that are a second of work each. */
    private TwelvePoints tiny() throws IOException {
        Network network = TinyTask.network(5);
        Path model = folder.resolve("tiny.onnx");
        Files.write(model, OnnxWriter.bytes(network));
        Files.writeString(CardFile.beside(model), CardFile.format(network.card()));
        Path data = folder.resolve("data");
        Layouts.write("coppice", new TinyTask(4), data);
        Files.writeString(
                data.resolve("dataset.json"),
                "{\"name\": \"squares\", \"classes\": [\"ground\", \"square\"], \"ignore\": 255}");
        return new TwelvePoints(folder, model, data);
    }

    private static void ended(Process process, String log, StandaloneCluster cluster)
            throws IOException, InterruptedException {
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as(log).isTrue();
        assertThat(process.exitValue()).as(cluster.log(log, 5000)).isZero();
    }
}
