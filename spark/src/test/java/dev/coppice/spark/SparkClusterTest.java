package dev.coppice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkClusterTest {
    @Test
    void an_address_where_nothing_answers_is_refused_at_once() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertThatThrownBy(() -> new SparkCluster().check("spark://127.0.0.1:" + port))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("No Spark master answers at 'spark://127.0.0.1:" + port + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark://", "spark://host", "spark://ho st:1", "spark://a:1,b"})
    void an_address_without_host_or_port_is_refused(String address) {
        assertThatThrownBy(() -> new SparkCluster().check(address))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        address.equals("spark://a:1,b") ? "spark://a:1,b" : "is no address of a Spark cluster");
    }

    @Test
    void this_process_is_no_cluster() {
        assertThatThrownBy(() -> new SparkCluster().check("local[4]")).hasMessageContaining("one point at a time");
        assertThatCode(() -> new SparkCluster().check("localhost:7077")).doesNotThrowAnyException();
    }

    @Test
    void an_executor_works_on_one_point_at_a_time_with_memory_outside_its_heap() {
        SparkConf given = new SparkConf(false)
                .set("spark.executor.cores", "4")
                .set("spark.executor.memory", "2g")
                .set("spark.executor.memoryOverhead", "10g")
                .set("spark.task.maxFailures", "2")
                .set("spark.jars", "mine.jar");

        SparkConf conf = SparkSettings.of(given, "spark://h:7077", List.of("file:/a.jar"), 3);

        assertThat(conf.get("spark.task.cpus")).isEqualTo("4");
        assertThat(conf.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("4");
        assertThat(conf.get("spark.task.maxFailures")).isEqualTo("4");
        assertThat(conf.get("spark.jars")).isEqualTo("mine.jar,file:/a.jar");
        assertThat(conf.get("spark.executor.extraJavaOptions"))
                .contains("-Dorg.bytedeco.javacpp.maxbytes=9216m -Dorg.bytedeco.javacpp.maxphysicalbytes=12288m");
    }

    @Test
    void no_more_cores_are_taken_than_points_need_and_two_machines_at_least() {
        SparkConf four = new SparkConf(false).set("spark.executor.cores", "4");
        SparkConf given = new SparkConf(false).set("spark.cores.max", "100");

        assertThat(SparkSettings.of(four, "spark://h:7077", List.of(), 12).get("spark.cores.max"))
                .isEqualTo("48");
        assertThat(SparkSettings.of(new SparkConf(false), "spark://h:7077", List.of(), 1)
                        .get("spark.cores.max"))
                .isEqualTo("2");
        assertThat(SparkSettings.of(given, "spark://h:7077", List.of(), 1).get("spark.cores.max"))
                .isEqualTo("100");
    }

    @Test
    void executors_that_end_before_they_come_are_known_from_the_log() {
        ClusterMachines machines = new ClusterMachines();

        ExecutorLog.read(
                machines,
                "Granted executor ID app-20261130-0011/7 on hostPort node7:34469 with 1 core(s), 1024.0 MiB RAM");
        ExecutorLog.read(machines, "Executor app-20261130-0011/7 removed: Command exited with code 1");
        ExecutorLog.read(machines, "SchedulerBackend is ready for scheduling");

        assertThat(machines.lost()).contains("1 lost, the last is executor 7 on node7 (Command exited with code 1)");
        assertThat(machines.stillborn()).isEqualTo(1);
        assertThat(machines.count()).isZero();
    }

    @Test
    void failures_are_told_without_stack_traces() {
        assertThat(FailureText.of("Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, most recent"
                        + " failure: Lost task 0.3 in stage 3.0 (TID 7) (10.0.0.7 executor 3):"
                        + " dev.coppice.spark.PointException: executor 3 on node7: Data folder '/x' does not exist."
                        + "\n\tat dev.coppice.spark.PointTask.call(PointTask.java:60)\n\nDriver stacktrace:"))
                .isEqualTo("executor 3 on node7: Data folder '/x' does not exist.");
        assertThat(FailureText.of("Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, most recent"
                        + " failure: Lost task 0.3 in stage 3.0 (TID 7) (10.0.0.7 executor 3): ExecutorLostFailure"
                        + " (executor 3 exited caused by one of the running tasks) Reason: Command exited with code 137"
                        + "\n\nExcludeOnFailure behavior can be configured via spark.excludeOnFailure.*.\n"
                        + "\nDriver stacktrace:"))
                .contains(
                        "10.0.0.7 executor 3",
                        "exited with code 137 On a cluster: 137 is",
                        "spark.executor.memoryOverhead")
                .doesNotContain("stacktrace", "ExcludeOnFailure");
    }

    @Test
    void settings_of_the_launcher_are_told_as_those_of_a_cluster() {
        assertThat(FailureText.of(new IllegalStateException(
                        "aborted", new PointException("executor 0 on w: Out of memory: heap. (exit code 1)"))))
                .isEqualTo(
                        "executor 0 on w: Out of memory: heap. (exit code 1) On a cluster: spark.executor.memory is for Java,"
                                + " and spark.executor.memoryOverhead for arrays outside its heap.");
    }
}
