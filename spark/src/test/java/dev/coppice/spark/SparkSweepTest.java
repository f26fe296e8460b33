package dev.coppice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.kit.TwelvePoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * One sweep of the bundled network in processes beside each other, and on a cluster of two workers of which one is killed: the same
 * rows. Eight of its twelve points start from the weights of others.
 */
class SparkSweepTest {
    /** Ends a test that hangs. It takes 3 minutes, and took 8.5 on a machine with a load of 40. */
    private static final int MINUTES = 20;

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Spark's home is made of symbolic links")
    void a_sweep_on_a_cluster_that_loses_a_worker_gives_the_same_rows() throws IOException, InterruptedException {
        TwelvePoints sweep = TwelvePoints.bundled(folder);
        try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
            ended(
                    cluster.coppice("beside", sweep.command("beside", "--warm-start", "--parallel", "2")),
                    "beside",
                    cluster);

            Process first = cluster.worker("first");
            cluster.worker("second");
            Process driver =
                    cluster.coppice("driver", sweep.command("spark", "--warm-start", "--spark", cluster.address()));
            while (driver.isAlive() && sweep.done("spark") < 3) {
                Thread.sleep(50);
            }
            StandaloneCluster.kill(first);
            ended(driver, "driver", cluster);

            List<String> expected = sweep.rows("beside");
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

    private static void ended(Process process, String log, StandaloneCluster cluster)
            throws IOException, InterruptedException {
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as(log).isTrue();
        assertThat(process.exitValue()).as(cluster.log(log, 5000)).isZero();
    }
}
