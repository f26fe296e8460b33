package dev.coppice.spark;

import dev.coppice.eval.sweep.ClusterOrder;
import dev.coppice.eval.sweep.FolderArchive;
import dev.coppice.eval.sweep.PointCommand;
import dev.coppice.eval.sweep.SweepBuild;
import dev.coppice.models.measure.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The work on a point in an executor, in a folder of its own: a task may run twice. Without a result the task fails, and Spark
 * gives the point to another executor.
 */
final class PointTask implements Function<List<String>, PointOutcome> {
    private static final long serialVersionUID = 1L;
    private static final int POLL_MILLIS = 500;

    private final ArrayList<String> arguments;
    private final String archive;
    private final String build;
    private final @Nullable Broadcast<byte[]> start;

    private PointTask(List<String> arguments, String archive, String build, @Nullable Broadcast<byte[]> start) {
        this.arguments = new ArrayList<>(arguments);
        this.archive = archive;
        this.build = build;
        this.start = start;
    }

    /**
     * The task of every point that starts from the original.
     *
     * @param archive name of the archive of inputs; empty for none
     * @param build the build of the process that keeps the table
     */
    PointTask(List<String> arguments, String archive, String build) {
        this(arguments, archive, build, null);
    }

    /** The same for points that start from another, whose files are in an archive. */
    PointTask startingFrom(Broadcast<byte[]> point) {
        return new PointTask(arguments, archive, build, point);
    }

    @Override
    public PointOutcome call(List<String> pointAndIdentity) throws IOException {
        String point = pointAndIdentity.get(0);
        String machine = machine();
        String here = SweepBuild.here();
        if (!here.equals(build)) {
            throw new PointException(machine + " has Coppice " + here + " on its class path, and this sweep is of "
                    + build + ": take it from the worker's jars, the sweep brings its own");
        }
        Path scratch = Files.createTempDirectory(Path.of(SparkFiles.getRootDirectory()), "point-");
        Cancellation cancellation = new Cancellation();
        watch(TaskContext.get(), cancellation);
        try {
            List<String> words =
                    archive.isEmpty() ? arguments : ClusterOrder.unpacked(arguments, Path.of(SparkFiles.get(archive)));
            if (start != null) {
                FolderArchive.unpack(start.value(), scratch);
            }
            Optional<String> trouble = command().work(words, point, pointAndIdentity.get(1), scratch, cancellation);
            if (trouble.isPresent()) {
                throw new PointException(machine + ": " + trouble.get());
            }
            return new PointOutcome(machine, FolderArchive.packed(FolderArchive.files(scratch.resolve(point))));
        } finally {
            Utils.deleteRecursively(scratch.toFile());
        }
    }

    private static PointCommand command() {
        return ServiceLoader.load(PointCommand.class).findFirst().orElseThrow();
    }

    /** The number of the executor and its host, as Spark names it. */
    private static String machine() {
        return "executor " + SparkEnv.get().executorId() + " on "
                + SparkEnv.get().blockManager().blockManagerId().host();
    }

    /** Passes on that Spark gave the task up, until it is done. */
    private static void watch(TaskContext context, Cancellation cancellation) {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (!context.isInterrupted() && !context.isCompleted()) {
                            Thread.sleep(POLL_MILLIS);
                        }
                        if (context.isInterrupted()) {
                            cancellation.request();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "watch");
        watch.setDaemon(true);
        watch.start();
    }
}
