package dev.coppice.spark;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** The machines that came to a sweep, and the executors that it lost. Spark tells of them on a thread of its own. */
final class ClusterMachines extends SparkListener {
    private final Map<String, String> hosts = new HashMap<>();
    private int lost;
    private String last = "";

    @Override
    public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
        hosts.put(added.executorId(), added.executorInfo().executorHost());
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        last = "executor " + removed.executorId() + " on "
                + hosts.getOrDefault(removed.executorId(), "an unknown machine") + " ("
                + FailureText.of(removed.reason()) + ")";
        lost++;
    }

    /** How many machines have come, those that are gone included. */
    synchronized int count() {
        return new HashSet<>(hosts.values()).size();
    }

    /** How many executors were lost, and the last of them; empty if none. */
    synchronized Optional<String> lost() {
        return lost == 0 ? Optional.empty() : Optional.of(lost + " lost, the last is " + last);
    }
}
