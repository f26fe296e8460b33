package dev.coppice.spark;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;

/**
 * The settings of Spark for a sweep. What the user set ({@code --conf} of {@code spark-submit}, or Java's {@code -Dspark.…}) stays,
 * but for what a point needs: it has a process to itself, and that process's cores.
 */
final class SparkSettings {
    /** A machine that was lost, or has no natives, must not cost a point. */
    private static final int LEAST_FAILURES = 4;

    /** Where one machine can work on nothing, another must be there for the only point. */
    private static final int LEAST_EXECUTORS = 2;

    private static final String CORES = "spark.executor.cores";
    private static final String ALL_CORES = "spark.cores.max";
    private static final String MEMORY = "spark.executor.memory";
    private static final String OVERHEAD = "spark.executor.memoryOverhead";
    private static final String FAILURES = "spark.task.maxFailures";
    private static final String JARS = "spark.jars";
    private static final String JAVA = "spark.executor.extraJavaOptions";

    /** Arrays outside Java's heap, as a multiple of it, unless the overhead is given. */
    private static final int OUTSIDE = 3;

    private static final double WARNED = 0.9;

    /** Set unless the user did. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry(CORES, "1"),
            Map.entry("spark.app.name", "coppice sweep"),
            Map.entry("spark.ui.enabled", "false"),
            Map.entry("spark.ui.showConsoleProgress", "false"),
            // a machine on which points fail is passed over
            Map.entry("spark.excludeOnFailure.enabled", "true"),
            Map.entry("spark.excludeOnFailure.task.maxTaskAttemptsPerExecutor", "2"),
            Map.entry("spark.excludeOnFailure.task.maxTaskAttemptsPerNode", "3"),
            Map.entry("spark.executorEnv.OMP_WAIT_POLICY", "passive"),
            Map.entry("spark.executorEnv.MALLOC_ARENA_MAX", "1"),
            Map.entry("spark.executorEnv.MALLOC_MMAP_THRESHOLD_", "4294967296"),
            Map.entry("spark.executorEnv.MALLOC_TRIM_THRESHOLD_", "17179869184"),
            Map.entry("spark.executorEnv.MALLOC_TOP_PAD_", "268435456"));

    private SparkSettings() {}

    static SparkConf of(String address, List<String> jars, int points) {
        return of(new SparkConf(), address, jars, points);
    }

    static SparkConf of(SparkConf conf, String address, List<String> jars, int points) {
        DEFAULTS.forEach(conf::setIfMissing);
        String cores = conf.get(CORES);
        // a cluster gives all cores that it has otherwise
        conf.setIfMissing(ALL_CORES, String.valueOf((long) Math.max(LEAST_EXECUTORS, points) * conf.getInt(CORES, 1)));
        return conf.setMaster(address)
                .set("spark.task.cpus", cores)
                .set("spark.executorEnv.OMP_NUM_THREADS", cores)
                .set("spark.speculation", "false")
                // results go to the disk one by one
                .set("spark.driver.maxResultSize", "0")
                .set(FAILURES, String.valueOf(Math.max(LEAST_FAILURES, conf.getInt(FAILURES, LEAST_FAILURES))))
                .set(
                        JARS,
                        Stream.concat(Stream.of(conf.get(JARS, "").split(",", -1)), jars.stream())
                                .filter(jar -> !jar.isBlank())
                                .distinct()
                                .collect(Collectors.joining(",")))
                .set(JAVA, java(conf, cores));
    }

    /** Options of the executors' Java: the launcher's, with the memory outside the heap that the cluster grants. */
    private static String java(SparkConf conf, String cores) {
        long heap = mebibytes(conf.get(MEMORY, "1g"));
        long outside = conf.contains(OVERHEAD) ? mebibytes(conf.get(OVERHEAD)) : OUTSIDE * heap;
        return Stream.of(
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "-Dfile.encoding=UTF-8",
                        "-Dcoppice.cores=" + cores,
                        "-Dorg.bytedeco.javacpp.maxbytes=" + Math.max(1, (long) (WARNED * outside)) + "m", // 0 is none
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + (heap + outside) + "m",
                        conf.get(JAVA, ""))
                .filter(option -> !option.isBlank())
                .collect(Collectors.joining(" "));
    }

    private static long mebibytes(String size) {
        return JavaUtils.byteStringAsMb(size);
    }
}
