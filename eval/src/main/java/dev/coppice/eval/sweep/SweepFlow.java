package dev.coppice.eval.sweep;

import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.compression.PassInputs;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.latency.Latency;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.output.Outputs;
import dev.coppice.eval.tracking.RunTracker;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Flow that compresses at every point of a request and draws the results. An interrupted sweep goes on where it stopped.
 *
 * @param progress is told of every point
 * @param cancellation is asked before every point
 */
public record SweepFlow(Progress progress, Cancellation cancellation) {
    /** File name of the results as JSON. */
    public static final String JSON = "sweep.json";

    /** File name of the plot of accuracy against cost. */
    public static final String PLOT = "sweep.png";

    /** File name of the page with every point. */
    public static final String PAGE = "sweep.html";

    private static final String ORIGINAL = "original";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The files that a sweep writes to its folder, besides a folder for each point. */
    public static Outputs outputs(Path out) {
        return outputs(out, SweepShard.WHOLE);
    }

    /** The files that a shard of a sweep writes to the folder, besides a folder for each of its points. */
    public static Outputs outputs(Path out, SweepShard shard) {
        return shard.isPart()
                ? new Outputs(out, "." + shard.table() + ".lock", List.of(out.resolve(shard.table())))
                : Outputs.in(out, Sweep.RESULTS, JSON, PAGE, PLOT);
    }

    /**
     * Carries out a request, one point after another.
     *
     * @return the lines of its points as they are in the file, in the order of the points
     * @throws dev.coppice.models.InvalidInputException if a limit names no layer, a truncation catches nothing, a picture
     *     cannot be used, the table has other settings, or there is no table and a point has results of another run
     */
    public List<SweepRow> run(SweepRequest request) {
        return inFolder(request, () -> {
            Sweep sweep = sweep(request);
            return timed(request, sweep, sweep.run(request.own()));
        });
    }

    /**
     * The same with a process for every point, several at a time. Latencies are measured in the end, with nothing beside them, at
     * the points on the front.
     *
     * @param count number of processes at a time
     * @param launcher starts the process of a point, which calls {@link #point}
     */
    public List<SweepRow> run(SweepRequest request, int count, PointLauncher launcher) {
        return inFolder(request, () -> {
            Sweep sweep = sweep(request.shared());
            List<SweepRow> rows = sweep.run(request.own(), new PointProcesses(count, launcher, sweep));
            return timed(request, sweep, rows);
        });
    }

    /**
     * The same on the machines of a cluster. They send the folders of their points back; this process alone keeps the table. A
     * cluster is connected to only if there is a point to work on.
     */
    public List<SweepRow> run(
            SweepRequest request, PointCluster cluster, String address, Supplier<ClusterOrder> order) {
        return inFolder(request, () -> {
            Sweep sweep = sweep(request.shared());
            ClusterPoints.Connection connection = new ClusterPoints.Connection() {
                @Override
                public void check() {
                    cluster.check(address);
                }

                @Override
                public PointCluster.Session open(int points) {
                    return cluster.connect(address, order.get(), points);
                }
            };
            return timed(request, sweep, sweep.run(request.own(), new ClusterPoints(connection, sweep)));
        });
    }

    private List<SweepRow> timed(SweepRequest request, Sweep sweep, List<SweepRow> rows) {
        Latency.Subject original = new Latency.Subject(
                ORIGINAL, request.base().source(), request.base().network());
        FrontTiming timing = new FrontTiming(original, name -> request.out().resolve(name));
        return sweep.ended(timing.missing(rows, progress, cancellation), request.own());
    }

    /**
     * Works on one point of a request and leaves its line in the point's folder, for the process that keeps the table. Latencies
     * are not measured. If another process still works on the point, it is waited for.
     *
     * @param identity hash of everything that decides the result, as who keeps the table knows it
     * @return whether the point was compressed
     */
    public boolean point(SweepRequest request, String name, Optional<String> identity) {
        SweepPoint point = request.points().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("The sweep has no point '" + name + "'."));
        Sweep sweep = sweep(request.shared());
        if (identity.filter(hash -> !hash.equals(sweep.identity(point))).isPresent()) {
            throw new InvalidInputException(names -> "This machine would come to another result at '" + name
                    + "' than the sweep asks for: it reads other files, or widths come from its own times. Give all machines"
                    + " the same files, and " + names.of(Setting.ROUNDING) + " or a profile.");
        }
        OutputFolder.awaitFree(CompressionFlow.outputs(request.out().resolve(name)), PATIENCE);
        SweepRow row = sweep.row(point);
        new PointResult(request.out(), point).write(row, request.metric());
        return row.isDone();
    }

    /**
     * Ends a sweep whose points were worked on: logs them, and removes folders that are not to be kept.
     *
     * @param rows the lines of its points
     * @param tracker where the points are logged as runs
     */
    public void finish(SweepRequest request, List<SweepRow> rows, Optional<RunTracker> tracker, KeptPoints kept) {
        OutputFolder.goingOn(outputs(request.out(), request.shard()), false, request.table(), () -> {
            SweepRuns runs = new SweepRuns(request.out(), request.metric());
            tracker.ifPresent(place -> {
                long logged =
                        rows.stream().filter(row -> place.log(runs.run(row))).count();
                progress.message(logged + " of " + rows.size() + " points are logged as runs"
                        + (logged < rows.size() ? "; the others were there" : ""));
                place.omission().ifPresent(progress::message);
            });
            if (kept.dropOthers(request.out(), rows) && !request.shard().isPart()) {
                write(request, rows); // without links to what was dropped
            }
            return rows;
        });
    }

    /** Whether the line of a point is in the point's folder. */
    public static boolean hasResult(Path out, String name) {
        return Files.exists(out.resolve(name).resolve(PointResult.FILE));
    }

    /**
     * Writes the table, the page and the picture of several shards' rows.
     *
     * @param original the original network, which the points on the front are timed with in turns; empty to leave latencies as the
     *     shards measured them, each on its own machine
     * @param overwrites whether an earlier table in the folder is replaced
     */
    public MergedSweep merge(MergedSweep found, Path out, Optional<SourceModel> original, boolean overwrites) {
        return OutputFolder.during(outputs(out), overwrites, () -> {
            MergedSweep merged = original.map(model -> timing(model, found).all(found.rows(), progress, cancellation))
                    .map(found::with)
                    .orElse(found);
            merged.write(out.resolve(Sweep.RESULTS));
            SweepFiles.json(out, SweepJson.tree(merged.metric(), merged.rows(), Optional.empty()));
            SweepFiles.write(
                    out, merged.metric(), merged.rows(), name -> found.folders().getOrDefault(name, out.resolve(name)));
            return merged;
        });
    }

    private static void write(SweepRequest request, List<SweepRow> rows) {
        SweepFiles.json(request.out(), SweepJson.tree(request.metric(), rows, request.selection()));
        SweepFiles.write(request.out(), request.metric(), rows, request.out()::resolve);
    }

    private static FrontTiming timing(SourceModel model, MergedSweep found) {
        Network network = model.card().isPresent() ? model.network() : model.network(model.image(Optional.empty()));
        return new FrontTiming(
                new Latency.Subject(
                        ORIGINAL,
                        OnnxFormat.holds(model.file())
                                ? OnnxSource.file(model.file(), network)
                                : OnnxSource.of(network),
                        network),
                name -> found.folders().getOrDefault(name, Path.of(name)));
    }

    private List<SweepRow> inFolder(SweepRequest request, Supplier<List<SweepRow>> work) {
        List<SweepPoint> points = request.own();
        check(request.base().network(), request.how(), points);
        TrainingRecipe.check(request.base(), request.points());
        WarmStarts.check(request.base(), points);
        if (!request.base().data().holdsVolumes()) {
            request.base().network().card().requirePictures();
        }
        Path table = request.table();
        if (!request.overwrites() && !Files.exists(table)) {
            points.forEach(point ->
                    CompressionFlow.outputs(request.out().resolve(point.name())).refusePresent());
        }
        request.base().pictures().readAll(request.trains());
        return OutputFolder.goingOn(outputs(request.out(), request.shard()), request.overwrites(), table, () -> {
            if (request.overwrites()) {
                request.kept().discard();
                points.forEach(point -> new PointResult(request.out(), point).discard());
            }
            if (request.shard().isPart()) {
                ShardPoints.write(table, request.points(), points);
            }
            List<SweepRow> rows = work.get();
            if (!request.shard().isPart()) {
                write(request, rows);
            }
            return rows;
        });
    }

    /**
     * Checks, before any data are read, for errors that would otherwise show point after point, hours apart.
     *
     * @param how how channels and grids are cut, unless a point says otherwise
     * @throws dev.coppice.models.InvalidInputException if a limit names no layer, or a truncation catches nothing
     */
    public static void check(Network network, PassChoice how, List<SweepPoint> points) {
        how.channels().limits().check(network);
        points.stream().flatMap(point -> point.truncate().stream()).distinct().forEach(truncation -> how.grids()
                .withRegions(truncation.regions())
                .tryOut(truncation.target(), network));
    }

    private Sweep sweep(SweepRequest request) {
        SearchWatch watch = new SearchWatch(progress, cancellation);
        CompressionFlow flow = new CompressionFlow(
                progress,
                cancellation,
                new Checkpointing(Checkpointing.USUAL, Checkpointing.Found.RESUMED_OR_REPLACED),
                request.kept());
        PointPasses passes = new PointPasses(request.base(), request.how(), watch, request.kept());
        Map<Optional<TrainingRecipe>, Evaluator> predictors = new HashMap<>();
        FlowCompression compression = new FlowCompression(
                flow,
                request.base(),
                passes,
                point -> predictors.computeIfAbsent(
                        point.recipe(),
                        recipe ->
                                PassInputs.predictor(TrainingRecipe.of(request.base(), point), watch, request.kept())));
        return new Sweep(request.out(), request.shard().table(), compression, progress, cancellation);
    }
}
