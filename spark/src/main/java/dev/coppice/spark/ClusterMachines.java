package dev.coppice.spark;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** The machines that came to a sweep, and the executors that it lost. Spark tells of them on threads of its own. */
final class ClusterMachines extends SparkListener {
    /** The machines of all executors, by their numbers, those included that were started and did not come. */
    private final Map<String, String> hosts = new HashMap<>();

    private final Set<String> come = new HashSet<>();
    private int lost;
    private int stillborn;
    private String last = "";

    @Override
    public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
        hosts.put(added.executorId(), added.executorInfo().executorHost());
        come.add(added.executorId());
        stillborn = 0;
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        lost(removed.executorId(), removed.reason());
    }

    /** A machine starts an executor. */
    synchronized void granted(String executor, String host) {
        hosts.put(executor, host);
    }

    /** An executor ended; of one that had come the listener is told. */
    synchronized void ended(String executor, String reason) {
        if (!come.contains(executor)) {
            stillborn++;
            lost(executor, reason);
        }
    }

    private void lost(String executor, String reason) {
        last = "executor " + executor + " on " + hosts.getOrDefault(executor, "an unknown machine") + " ("
                + FailureText.of(reason) + ")";
        lost++;
    }

    /** How many machines have come, those that are gone included. */
    synchronized int count() {
        return (int) come.stream().map(hosts::get).distinct().count();
    }

    /** How many executors ended one after another before they came. */
    synchronized int stillborn() {
        return stillborn;
    }

    /** How many executors were lost, and the last of them; empty if none. */
    synchronized Optional<String> lost() {
        return lost == 0 ? Optional.empty() : Optional.of(lost + " lost, the last is " + last);
    }
}
