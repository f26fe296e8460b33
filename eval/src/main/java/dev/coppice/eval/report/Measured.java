package dev.coppice.eval.report;

import dev.coppice.eval.latency.DeployedLatency;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.measure.Evaluation;
import java.util.Optional;

/**
 * One network of a comparison: its static cost and its measured figures.
 *
 * @param cost cost from shapes, at the card's size and batch 1
 * @param bytes size of its ONNX file
 * @param latency latency of one image in ONNX Runtime, as deployed; empty if it was not timed
 * @param evaluation accuracy on the report's data
 */
public record Measured(Cost cost, long bytes, Optional<DeployedLatency> latency, Evaluation evaluation) {
    /** A network that is not timed yet. */
    public Measured(Cost cost, long bytes, Evaluation evaluation) {
        this(cost, bytes, Optional.empty(), evaluation);
    }

    /** The same with its latency. */
    public Measured with(DeployedLatency figures) {
        return new Measured(cost, bytes, Optional.of(figures), evaluation);
    }
}
