package dev.coppice.spark;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** The executors that a cluster lost, with the machine of each and why. Spark tells of them on a thread of its own. */
final class LostExecutors extends SparkListener {
    private final Map<String, String> hosts = new HashMap<>();
    private int count;
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
        count++;
    }

    /** How many, and the last of them; empty if none. */
    synchronized Optional<String> told() {
        return count == 0 ? Optional.empty() : Optional.of(count + " lost, the last is " + last);
    }
}
