package dev.coppice.eval.sweep;

import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.flow.CompressionRequest;
import java.nio.file.Path;
import java.util.List;

/**
 * A request for a sweep.
 *
 * @param base request with everything but passes and seeds; its folder holds the table and a folder for each point
 * @param how how channels and grids are cut, unless a point says otherwise
 * @param points points to compress at, see {@link SweepAxes}
 * @param overwrites whether the table of an earlier sweep is begun anew instead of continued
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
