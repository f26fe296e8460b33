package dev.coppice.export.parity;

import java.util.List;
import java.util.Locale;

/**
 * How far two sources are apart.
 *
 * @param maxAbs largest |a − b| over all outputs and inputs
 * @param maxRel largest max|a − b| / max|b| of one output over all outputs and inputs
 * @param inputs number of inputs compared
 * @param outputs names of the outputs compared
 */
public record ParityReport(double maxAbs, double maxRel, int inputs, List<String> outputs) {
    public ParityReport {
        outputs = List.copyOf(outputs);
    }

    /** Whether the relative difference is within a tolerance; a difference that is no number is not. */
    public boolean within(double tolerance) {
        return maxRel <= tolerance;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "max |a-b| = %.3g, relative %.3g, over %d inputs, outputs %s",
                maxAbs,
                maxRel,
                inputs,
                outputs);
    }
}
