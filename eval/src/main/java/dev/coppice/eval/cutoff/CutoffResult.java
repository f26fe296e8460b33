package dev.coppice.eval.cutoff;

import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.List;

/**
 * The cut-offs of one network.
 *
 * @param network name of the network
 * @param original accuracy without any low-pass
 * @param kind kind of the low-pass
 * @param tolerance largest accepted cost
 * @param ladder the grids, the finest first
 * @param frequencies one entry per tensor, the network's output last
 */
public record CutoffResult(
        String network,
        Evaluation original,
        Resampling kind,
        CutoffTolerance tolerance,
        List<Grid> ladder,
        List<CutoffFrequency> frequencies) {
    public CutoffResult {
        ladder = List.copyOf(ladder);
        frequencies = List.copyOf(frequencies);
    }
}
