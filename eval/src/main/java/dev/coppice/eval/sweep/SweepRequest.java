package dev.coppice.eval.sweep;

import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.flow.CompressionRequest;
import java.nio.file.Path;
import java.util.List;

/**
 * What to sweep over.
 *
 * @param base everything but passes and seeds; its folder holds the table, and a folder for each point
 * @param how channels and grids are cut, where a point does not say otherwise
 * @param points to compress at, see {@link SweepAxes}
 * @param overwrites whether a table of an earlier sweep is begun anew, and not gone on with
 */
public record SweepRequest(CompressionRequest base, PassChoice how, List<SweepPoint> points, boolean overwrites) {
    public SweepRequest {
        points = List.copyOf(points);
    }

    /** The folder of results. */
    public Path out() {
        return base.out();
    }
}
