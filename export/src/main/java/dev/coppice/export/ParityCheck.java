package dev.coppice.export;

import dev.coppice.export.form.HalfPrecision;
import dev.coppice.export.parity.OutputDifference;
import dev.coppice.export.parity.OutputSource;
import dev.coppice.export.parity.Parity;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/**
 * Parity check that a written file must pass before it takes its final name.
 *
 * @param reference source of the correct outputs
 * @param inputs random and real inputs, N×C×H×W
 * @param tolerance greatest max|a − b| / max|b| of an output; for integers the greatest share of elements that differ
 * @param precision type of numbers that the network computes with
 */
public record ParityCheck(OutputSource reference, List<Tensor> inputs, double tolerance, ElementType precision) {
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

    /** A check of a network in single precision. */
    public ParityCheck(OutputSource reference, List<Tensor> inputs, double tolerance) {
        this(reference, inputs, tolerance, ElementType.FLOAT);
    }

    /** A check at {@link #TOLERANCE}. */
    public ParityCheck(OutputSource reference, List<Tensor> inputs) {
        this(reference, inputs, TOLERANCE);
    }

    /** The check for a network with this graph: one that computes in half precision rounds more. */
    public ParityCheck fitting(Graph graph) {
        return HalfPrecision.in(graph)
                ? new ParityCheck(
                        reference, inputs, Math.max(tolerance, OutputDifference.HALF_ROUNDINGS), ElementType.FLOAT16)
                : this;
    }

    /**
     * Compares with the reference. If an output exceeds the tolerance, the effect of rounding every input number once is
     * measured too and decides: see {@link ParityReport#within}.
     */
    public ParityReport of(OutputSource compared) {
        ParityReport report = Parity.compare(compared, reference, inputs);
        return report.within(tolerance) ? report : report.withRoundings(Parity.roundings(reference, inputs, precision));
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
