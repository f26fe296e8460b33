package dev.coppice.export;

import dev.coppice.export.parity.OutputSource;
import dev.coppice.export.parity.Parity;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/**
 * Parity check that a written file must pass before it takes its final name.
 *
 * @param reference source of the correct outputs
 * @param inputs random and real inputs, N×C×H×W
 * @param tolerance greatest max|a − b| / max|b| of an output; for integers the greatest share of elements that differ
 */
public record ParityCheck(OutputSource reference, List<Tensor> inputs, double tolerance) {
    /** The tolerance between single-precision kernels of two libraries, over some dozen layers. */
    public static final double TOLERANCE = 1e-4;

    /** The tolerance with ONNX Runtime on both sides, for float sums in another order over a few hundred layers. */
    public static final double SAME_RUNTIME = 1e-5;

    public ParityCheck {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a parity check needs at least one input");
        }
    }

    /** A check at {@link #TOLERANCE}. */
    public ParityCheck(OutputSource reference, List<Tensor> inputs) {
        this(reference, inputs, TOLERANCE);
    }

    /**
     * Compares with the reference. If an output exceeds the tolerance, the effect of rounding every input number once is
     * measured too and decides: see {@link ParityReport#within}.
     */
    public ParityReport of(OutputSource compared) {
        ParityReport report = Parity.compare(compared, reference, inputs);
        return report.within(tolerance) ? report : report.withRoundings(Parity.roundings(reference, inputs));
    }

    /**
     * Compares with the reference, see {@link #of}.
     *
     * @param what name of the compared source, as the start of a sentence
     * @throws ParityException if an output differs more than allowed
     */
    public ParityReport require(OutputSource compared, String what) {
        return require(of(compared), what);
    }

    /** Refuses a report of this check if an output differs more than allowed. */
    ParityReport require(ParityReport report, String what) {
        if (!report.within(tolerance)) {
            throw new ParityException(what, report, tolerance);
        }
        return report;
    }
}
