package dev.coppice.spark;

import dev.coppice.eval.sweep.ClusterOrder;
import dev.coppice.eval.sweep.PointCluster;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/** A cluster of Apache Spark. */
public final class SparkCluster implements PointCluster {
    private static final int CONNECT_MILLIS = 5000;
    private static final String LOGGING = "log4j2.configurationFile";

    /** For {@link java.util.ServiceLoader}. */
    public SparkCluster() {}

    @Override
    public Session connect(String address, ClusterOrder order, int points) {
        check(address);
        ClusterMachines machines = new ClusterMachines();
        ExecutorLog.read(machines, isLogged());
        SparkConf conf = settings(address, points);
        return new SparkSession(started(conf, address), order, machines);
    }

    private static SparkConf settings(String address, int points) {
        try {
            return SparkSettings.of(address, CodeJars.here(), points);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("A setting of Spark is wrong: " + FailureText.of(e), e);
        }
    }

    /**
     * Refuses what cannot be a cluster at once: Spark itself tries for a minute.
     *
     * @throws InvalidInputException if nothing answers at a host and port, or if the address is this process
     */
    @Override
    public void check(String address) {
        if (address.matches("local(\\[.*|-cluster\\[.*)?")) {
            throw new InvalidInputException(
                    "Spark's '" + address
                            + "' is this one process, and a process works on one point at a time. Sweep in parallel processes instead.");
        }
        if (!address.startsWith("spark://")) {
            return; // Kubernetes and YARN have settings of their own
        }
        for (String each : address.substring("spark://".length()).split(",", -1)) {
            if (answers(address, each)) {
                return;
            }
        }
        throw new InvalidInputException("No Spark master answers at '" + address
                + "'. Start one, or mend host and port: its log names the address.");
    }

    private static boolean answers(String address, String hostAndPort) {
        URI uri;
        try {
            uri = URI.create("spark://" + hostAndPort);
        } catch (IllegalArgumentException e) {
            throw noAddress(address);
        }
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw noAddress(address);
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InvalidInputException noAddress(String address) {
        return new InvalidInputException(
                "'" + address + "' is no address of a Spark cluster, expected one such as spark://host:7077.");
    }

    /** Whether Spark's log is configured. It is silenced otherwise: failures and lost machines are told by the sweep. */
    private static boolean isLogged() {
        boolean configured = System.getProperty(LOGGING) != null
                || Thread.currentThread().getContextClassLoader().getResource("log4j2.properties") != null;
        if (!configured) {
            // a library has logged before, so that a file of settings would come too late
            Configurator.setRootLevel(Level.OFF);
        }
        return configured;
    }

    /** Scala declares no exceptions; this says which one there is. */
    private static JavaSparkContext context(SparkConf conf) throws SparkException {
        return new JavaSparkContext(conf);
    }

    private static JavaSparkContext started(SparkConf conf, String address) {
        try {
            return context(conf);
        } catch (SparkException | IllegalStateException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "The Spark cluster at '" + address + "' does not take the sweep: " + FailureText.of(e)
                            + ". It must run Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION() + ".",
                    e);
        }
    }
}
