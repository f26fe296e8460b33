package dev.coppice.eval.sweep;

import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.eval.report.Selection;
import dev.coppice.models.measure.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A request for a sweep.
 *
 * @param base request with everything but passes and seeds; its folder holds the table and a folder for each point
 * @param how how channels and grids are cut, unless a point says otherwise
 * @param points points to compress at, see {@link SweepAxes}
 * @param shard the part of the points that is worked on
 * @param overwrites whether the table of an earlier sweep is begun anew instead of continued
 * @param figures folder of what the points have in common; empty for {@value #FIGURES} in the folder of results
 */
public record SweepRequest(
        CompressionRequest base,
        PassChoice how,
        List<SweepPoint> points,
        SweepShard shard,
        boolean overwrites,
        Optional<Path> figures) {
    /** The folder in the folder of results for what points have in common. */
    public static final String FIGURES = ".figures";

    public SweepRequest {
        points = List.copyOf(points);
    }

    /** A request for all points. */
    public SweepRequest(CompressionRequest base, PassChoice how, List<SweepPoint> points, boolean overwrites) {
        this(base, how, points, SweepShard.WHOLE, overwrites, Optional.empty());
    }

    /** The folder of results. */
    public Path out() {
        return base.out();
    }

    /** The file of the results. */
    Path table() {
        return out().resolve(shard.table());
    }

    /** The points of the shard. Those that start from each other's weights are together. */
    List<SweepPoint> own() {
        List<SweepPoint> firsts =
                shard.of(points.stream().map(WarmStarts::first).distinct().toList());
        return points.stream()
                .filter(point -> firsts.contains(WarmStarts.first(point)))
                .toList();
    }

    /** The same on a machine that is not this sweep's alone: latencies are not measured at every point. */
    SweepRequest shared() {
        return new SweepRequest(base.withoutLatency(), how, points, shard, overwrites, figures);
    }

    /** What the points have in common. */
    KeptFigures kept() {
        return new KeptFigures(Optional.of(figures.orElseGet(() -> out().resolve(FIGURES))));
    }

    /** The pictures that weights are chosen on; empty if nothing is trained. */
    public Optional<Selection> selection() {
        return Optional.of(base.pictures().chosen()).filter(chosen -> trains());
    }

    /** Whether any point asks for a training step. */
    boolean trains() {
        return TrainingRecipe.all(base, points).stream().anyMatch(CompressionRequest::trains);
    }

    /** The measure of the accuracy. */
    Metric metric() {
        return Metric.of(base.network().card());
    }
}
