package dev.coppice.eval.sweep;

import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.compression.PassInputs;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.OutputFolder;
import dev.coppice.eval.flow.Outputs;
import dev.coppice.eval.latency.Latency;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Flow that compresses at every point of a request and draws the results. An interrupted sweep goes on where it stopped.
 *
 * @param progress is told of every point
 * @param cancellation is asked before every point
 */
public record SweepFlow(Progress progress, Cancellation cancellation) {
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
                : Outputs.in(out, Sweep.RESULTS, PAGE, PLOT);
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

    private List<SweepRow> timed(SweepRequest request, Sweep sweep, List<SweepRow> rows) {
        Latency.Subject original = new Latency.Subject(
                ORIGINAL, request.base().source(), request.base().network());
        FrontTiming timing = new FrontTiming(original, name -> request.out().resolve(name));
        return sweep.with(timing.missing(rows, progress, cancellation), request.own());
    }

    /**
     * Works on one point of a request and leaves its line in the point's folder, for the process that keeps the table. Latencies
     * are not measured. If another process still works on the point, it is waited for.
     *
     * @return whether the point was compressed
     */
    public boolean point(SweepRequest request, String name) {
        SweepPoint point = request.points().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("The sweep has no point '" + name + "'."));
        OutputFolder.awaitFree(CompressionFlow.outputs(request.out().resolve(name)), PATIENCE);
        SweepRow row = sweep(request.shared()).row(point);
        new PointResult(request.out(), point).write(row, request.metric());
        return row.isDone();
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
            SweepFiles.write(
                    out, merged.metric(), merged.rows(), name -> found.folders().getOrDefault(name, out.resolve(name)));
            return merged;
        });
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
        if (!request.base().data().holdsVolumes()) {
            request.base().network().card().requirePictures();
        }
        Path table = request.table();
        if (!request.overwrites() && !Files.exists(table)) {
            points.forEach(point ->
                    CompressionFlow.outputs(request.out().resolve(point.name())).refusePresent());
        }
        request.base().pictures().readAll(request.base().trains());
        return OutputFolder.goingOn(outputs(request.out(), request.shard()), request.overwrites(), table, () -> {
            if (request.overwrites()) {
                points.forEach(point -> new PointResult(request.out(), point).discard());
            }
            List<SweepRow> rows = work.get();
            if (!request.shard().isPart()) {
                SweepFiles.write(request.out(), request.metric(), rows, request.out()::resolve);
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
                new Checkpointing(Checkpointing.USUAL, Checkpointing.Found.RESUMED_OR_REPLACED));
        PointPasses passes = new PointPasses(request.base(), request.how(), watch);
        FlowCompression compression =
                new FlowCompression(flow, request.base(), passes, PassInputs.predictor(request.base(), watch));
        return new Sweep(request.out(), request.shard().table(), compression, progress, cancellation);
    }
}
