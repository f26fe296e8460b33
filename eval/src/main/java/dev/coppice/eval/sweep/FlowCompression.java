package dev.coppice.eval.sweep;

import dev.coppice.compress.grid.AutoTruncation;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.LowPass;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CutSchedule;
import dev.coppice.eval.report.Report;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The whole flow at every point: one request, with the passes of the point.
 *
 * @param flow flow that carries out requests
 * @param base request with everything but passes, seed and folder
 * @param passes the passes of a point, in order
 * @param predictor measures networks of a point with a low-pass, on the images that accuracy is measured on
 */
public record FlowCompression(
        CompressionFlow flow, CompressionRequest base, Passes passes, Function<SweepPoint, Evaluator> predictor)
        implements Sweep.PointCompression {
    /** The passes of a point. */
    public interface Passes extends Function<SweepPoint, List<CompressionPass>> {
        /**
         * Measures what planning a point needs, where that is kept for others.
         *
         * @throws InvalidInputException if the point cannot be planned
         */
        default void measure(SweepPoint point) {}
    }

    @Override
    public Fingerprint fingerprint(SweepPoint point) {
        Fingerprint own = request(point).fingerprint();
        return point.start()
                .map(start -> own.with("start", fingerprint(start).hash()))
                .orElse(own);
    }

    @Override
    public Metric metric() {
        return Metric.of(base.network().card());
    }

    @Override
    public Report compress(SweepPoint point, Path out) {
        CompressionRequest request = begun(point, out);
        return (request.passes().isEmpty() ? flow.baseline(request) : flow.run(request)).report();
    }

    /** The request of a point. One that starts from another's weights cuts that one's network on. */
    private CompressionRequest begun(SweepPoint point, Path out) {
        CompressionRequest request = request(point).withOut(out);
        return point.start()
                .map(start -> request.withPasses(request.passes().stream()
                                .filter(CompressionPass::isGradual)
                                .toList())
                        .withBegun(TrainedPoint.in(out.resolveSibling(start.name()))
                                .of(base.network())))
                .orElse(request);
    }

    @Override
    public double predicted(SweepPoint point) {
        Network network = base.network();
        return passes.apply(point).stream()
                .flatMap(pass -> truncation(pass, network).stream())
                .map(truncation -> LowPass.of(network, truncation))
                .filter(lowPass -> lowPass.obstacle(network).isEmpty()
                        && !lowPass.plan(network).steps().isEmpty())
                .mapToDouble(lowPass -> predictor
                        .apply(point)
                        .evaluate(lowPass.applied(network))
                        .accuracy())
                .findFirst()
                .orElse(Double.NaN);
    }

    /** As training the original does. */
    @Override
    public long memory(List<SweepPoint> points) {
        try {
            return TrainingRecipe.all(base, points).stream()
                    .mapToLong(CompressionFlow::trainingMemory)
                    .max()
                    .orElse(0);
        } catch (InvalidInputException e) {
            return 0; // the process of each point says so
        }
    }

    @Override
    public void prepare(List<SweepPoint> points) {
        flow.measureOriginal(base);
        points.forEach(point -> {
            try {
                flow.retrainOriginal(request(point));
                predicted(point);
                passes.measure(point);
            } catch (InvalidInputException e) {
                return; // its own process says so
            }
        });
    }

    private static Optional<GridTruncation> truncation(CompressionPass pass, Network network) {
        if (pass instanceof AutoTruncation auto) {
            return auto.chosen(network);
        }
        return pass instanceof GridTruncation truncation ? Optional.of(truncation) : Optional.empty();
    }

    private CompressionRequest request(SweepPoint point) {
        List<CompressionPass> asked = passes.apply(point);
        // a point that cuts no channels has nothing to cut in several steps
        boolean cuts = asked.stream().anyMatch(CompressionPass::isGradual);
        CompressionRequest trained = TrainingRecipe.of(base, point);
        return (cuts ? trained : trained.withSchedule(CutSchedule.ONE_SHOT))
                .withPasses(asked)
                .withSeed(point.seed());
    }
}
