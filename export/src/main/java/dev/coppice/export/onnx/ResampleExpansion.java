package dev.coppice.export.onnx;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Resample;
import java.util.Optional;

/** Writes Resample nodes out as ONNX operators at the network's input size. */
public final class ResampleExpansion {
    private ResampleExpansion() {}

    /** The graph without Resample nodes; the same object if it has none. */
    public static Graph expand(Graph graph, Optional<Shape> image) {
        if (graph.nodes().stream().noneMatch(Resample::isResample)) {
            return graph;
        }
        throw new IllegalArgumentException("Resample nodes cannot be written yet, image " + image);
    }
}
