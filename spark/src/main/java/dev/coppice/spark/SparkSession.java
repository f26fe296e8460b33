package dev.coppice.spark;

import dev.coppice.eval.sweep.ClusterOrder;
import dev.coppice.eval.sweep.FolderArchive;
import dev.coppice.eval.sweep.PointAnswer;
import dev.coppice.eval.sweep.PointCluster;
import dev.coppice.eval.sweep.SweepBuild;
import dev.coppice.models.measure.CancelledException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The points of one sweep on a cluster. Each is a job of its own with one task: a point that cannot be worked on anywhere fails
 * alone.
 */
final class SparkSession implements PointCluster.Session {
    /** How long a cluster may be without an executor, from the beginning or when its workers are lost. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** How many executors may end one after another before they come. */
    private static final int MOST_STILLBORN = 5;

    private final JavaSparkContext context;
    private final PointTask task;
    private final Map<String, JavaFutureAction<List<PointOutcome>>> open = new LinkedHashMap<>();
    private final Map<String, Handed> handed = new HashMap<>();
    private final Map<Map<String, Path>, Broadcast<byte[]>> starts = new HashMap<>();
    private final ClusterMachines machines;
    private final EarlyFailures failures = new EarlyFailures(System::nanoTime);
    private long seen = System.nanoTime();

    /** A point as it was handed over. */
    private record Handed(String identity, PointTask task) {}

    SparkSession(JavaSparkContext context, ClusterOrder order, ClusterMachines machines) {
        this.context = context;
        this.machines = machines;
        this.task = new PointTask(
                order.arguments(),
                order.inputs().map(Path::getFileName).map(Path::toString).orElse(""),
                SweepBuild.here());
        context.sc().addSparkListener(machines);
        order.inputs()
                .ifPresent(archive -> context.sc().addArchive(archive.toUri().toString()));
    }

    @Override
    public void submit(String point, String identity, Map<String, Path> start) {
        handed.put(point, new Handed(identity, start.isEmpty() ? task : task.startingFrom(sent(start))));
        submit(point);
    }

    /** Files that executors fetch where a point needs them, once each. */
    private Broadcast<byte[]> sent(Map<String, Path> files) {
        return starts.computeIfAbsent(files, start -> context.broadcast(FolderArchive.packed(start)));
    }

    private void submit(String point) {
        Handed own = Objects.requireNonNull(handed.get(point));
        try {
            open.put(
                    point,
                    context.parallelize(List.of(List.of(point, own.identity())), 1)
                            .map(own.task())
                            .collectAsync());
        } catch (IllegalStateException e) {
            throw gone("it ended: " + FailureText.of(e)); // Spark says so once it is stopped
        }
    }

    @Override
    public List<PointAnswer> answers() {
        failures.machines(machines.count());
        failures.again().forEach(this::submit);
        List<PointAnswer> answers = new ArrayList<>(failures.last());
        for (Iterator<Map.Entry<String, JavaFutureAction<List<PointOutcome>>>> rest =
                        open.entrySet().iterator();
                rest.hasNext(); ) {
            Map.Entry<String, JavaFutureAction<List<PointOutcome>>> entry = rest.next();
            if (entry.getValue().isDone()) {
                PointAnswer answer = answer(entry.getKey(), entry.getValue());
                if (!failures.holds(answer)) {
                    answers.add(answer);
                }
                rest.remove();
            }
        }
        if (!open.isEmpty() && context.sc().isStopped()) {
            throw gone("it ended");
        }
        long without = executors() == 0 ? System.nanoTime() - seen : 0;
        if (machines.stillborn() >= MOST_STILLBORN && without > EarlyFailures.SETTLING.toNanos()) {
            throw gone(
                    "its executors end before they take a point; what each said is in the file stderr of its worker's work folder");
        }
        if (without > PATIENCE.toNanos()) {
            throw gone("no worker took a point for " + PATIENCE.toMinutes() + " minutes. Each must have "
                    + context.getConf().get("spark.executor.cores") + " free cores and "
                    + context.getConf().get("spark.executor.memory", "1g") + " of memory");
        }
        return answers;
    }

    private PointAnswer answer(String point, JavaFutureAction<List<PointOutcome>> future) {
        try {
            PointOutcome outcome = future.get().get(0);
            return new PointAnswer(point, outcome.machine(), ByteBuffer.wrap(outcome.folder()), "");
        } catch (ExecutionException | CancellationException e) {
            if (context.sc().isStopped()) {
                throw gone("it ended: " + FailureText.of(e));
            }
            return PointAnswer.failed(point, FailureText.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private UncheckedIOException gone(String why) {
        String message = "The Spark cluster at '" + context.master() + "' does not go on: " + why
                + machines.lost().map(told -> " (executors: " + told + ")").orElse("")
                + ". Points that are done are in the table; the same command goes on from there";
        return new UncheckedIOException(message, new IOException(why));
    }

    @Override
    public String state() {
        int executors = executors();
        String there =
                executors == 0 ? "waits for a worker" : executors + (executors == 1 ? " executor" : " executors");
        return there + machines.lost().map(told -> "; " + told).orElse("");
    }

    private int executors() {
        // the driver is one, while Spark runs
        int executors = Math.max(0, context.sc().statusTracker().getExecutorInfos().length - 1);
        if (executors > 0) {
            seen = System.nanoTime();
        }
        return executors;
    }

    @Override
    public void close() {
        open.values().forEach(future -> future.cancel(false));
        context.close();
    }
}
