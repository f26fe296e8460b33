package dev.coppice.export;

import dev.coppice.export.parity.OutputSource;
import dev.coppice.export.parity.Parity;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/**
 * What a written file must agree with before it takes its final name.
 *
 * @param reference computes what the file should compute
 * @param inputs random and real ones, N×C×H×W
 * @param tolerance largest max|a − b| / max|b| of one output
 */
public record ParityCheck(OutputSource reference, List<Tensor> inputs, double tolerance) {
    /** Single-precision kernels in another order, over some dozen layers. */
    public static final double TOLERANCE = 1e-4;

    public ParityCheck {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a parity check needs at least one input");
        }
    }

    /** A check at the usual tolerance. */
    public ParityCheck(OutputSource reference, List<Tensor> inputs) {
        this(reference, inputs, TOLERANCE);
    }

    /** Compares a file's outputs with the reference. */
    ParityReport of(OutputSource file) {
        return Parity.compare(file, reference, inputs);
    }
}
