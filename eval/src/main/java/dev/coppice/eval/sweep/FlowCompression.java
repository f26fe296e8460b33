package dev.coppice.eval.sweep;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CutSchedule;
import dev.coppice.eval.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * The whole flow at every point: one request, with the passes that a point asks for.
 *
 * @param flow carries out requests
 * @param base everything but passes, seed and folder
 * @param passes of a point, in order
 */
public record FlowCompression(
        CompressionFlow flow, CompressionRequest base, Function<SweepPoint, List<CompressionPass>> passes)
        implements Sweep.PointCompression {
    @Override
    public String options(SweepPoint point) {
        return request(point).options();
    }

    @Override
    public Report compress(SweepPoint point, Path out) {
        return flow.run(request(point).withOut(out)).report();
    }

    private CompressionRequest request(SweepPoint point) {
        List<CompressionPass> asked = passes.apply(point);
        // a point that cuts no channels has nothing to cut in steps
        boolean cuts = asked.stream().anyMatch(CompressionPass::isGradual);
        return (cuts ? base : base.withSchedule(CutSchedule.ONE_SHOT))
                .withPasses(asked)
                .withSeed(point.seed());
    }
}
