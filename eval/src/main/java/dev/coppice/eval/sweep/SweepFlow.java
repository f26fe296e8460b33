package dev.coppice.eval.sweep;

import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.compression.PassInputs;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.OutputFolder;
import dev.coppice.eval.flow.Outputs;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Flow that compresses at every point of a request and draws the results. An interrupted sweep goes on where it stopped.
 *
 * @param progress is told of every point
 * @param cancellation is asked before every point
 */
public record SweepFlow(Progress progress, Cancellation cancellation) {
    /** File name of the plot of accuracy against cost. */
    public static final String PLOT = "sweep.png";

    /** The files that a sweep writes to its folder, besides a folder for each point. */
    public static Outputs outputs(Path out) {
        return Outputs.in(out, Sweep.RESULTS, PLOT);
    }

    /**
     * Carries out a request.
     *
     * @return the lines of its points as they are in the file, in the order of the points
     * @throws dev.coppice.models.InvalidInputException if a limit names no layer, a truncation catches nothing, a picture
     *     cannot be used, the table has other settings, or there is no table and a point has results of another run
     */
    public List<SweepRow> run(SweepRequest request) {
        check(request.base().network(), request.how(), request.points());
        Path table = request.out().resolve(Sweep.RESULTS);
        if (!request.overwrites() && !Files.exists(table)) {
            request.points()
                    .forEach(point -> CompressionFlow.outputs(request.out().resolve(point.name()))
                            .refusePresent());
        }
        request.base().pictures().readAll(request.base().trains());
        return OutputFolder.goingOn(outputs(request.out()), request.overwrites(), table, () -> {
            List<SweepRow> rows = sweep(request).run(request.points());
            if (rows.stream().anyMatch(SweepRow::isDone)) {
                Metric metric = Metric.of(request.base().network().card());
                ParetoPlot.write(request.out().resolve(PLOT), metric, rows);
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
        return new Sweep(request.out(), compression, progress, cancellation);
    }
}
