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
 * @param tolerance largest max|a − b| / max|b| of one output, or share of its elements that differ where they are integers
 */
public record ParityCheck(OutputSource reference, List<Tensor> inputs, double tolerance) {
    /** Single-precision kernels of two libraries, over some dozen layers. */
    public static final double TOLERANCE = 1e-4;

    /** ONNX Runtime on both sides: float sums in another order, a few hundred layers deep. */
    public static final double SAME_RUNTIME = 1e-5;

    public ParityCheck {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a parity check needs at least one input");
        }
    }

    /** A check at the tolerance between two libraries. */
    public ParityCheck(OutputSource reference, List<Tensor> inputs) {
        this(reference, inputs, TOLERANCE);
    }

    /**
     * Compares with the reference. Where an output is further off than the tolerance, how far one rounding of every input
     * number moves the reference is measured too, and decides: see {@link ParityReport#within}.
     */
    public ParityReport of(OutputSource compared) {
        ParityReport report = Parity.compare(compared, reference, inputs);
        return report.within(tolerance) ? report : report.withRoundings(Parity.roundings(reference, inputs));
    }

    /**
     * Compares with the reference, see {@link #of}.
     *
     * @param what names the compared, as a sentence begins
     * @throws ParityException if an output is further off than allowed
     */
    public ParityReport require(OutputSource compared, String what) {
        ParityReport report = of(compared);
        if (!report.within(tolerance)) {
            throw new ParityException(what, report, tolerance);
        }
        return report;
    }
}
