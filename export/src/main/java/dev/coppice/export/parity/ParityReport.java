package dev.coppice.export.parity;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Report on the differences of two sources.
 *
 * @param outputs differences of all compared outputs, by name
 * @param inputs number of inputs compared
 * @param roundings relative change of each output of the second source when every input number is rounded once; empty if
 *     not measured
 */
public record ParityReport(List<OutputDifference> outputs, int inputs, Map<String, Double> roundings) {
    /**
     * Greatest number of input roundings by which outputs may differ. A network that divides by tiny numbers magnifies
     * one rounding of its input more than any order of sums.
     */
    private static final double ROUNDINGS = 20;

    public ParityReport {
        outputs = List.copyOf(outputs);
        roundings = Collections.unmodifiableMap(new TreeMap<>(roundings));
    }

    /** A report without measured roundings. */
    public ParityReport(List<OutputDifference> outputs, int inputs) {
        this(outputs, inputs, Map.of());
    }

    /** The same report with measured roundings. */
    public ParityReport withRoundings(Map<String, Double> measured) {
        return new ParityReport(outputs, inputs, measured);
    }

    /** The largest |a − b| over all outputs and inputs. */
    public double maxAbs() {
        return outputs.stream().mapToDouble(OutputDifference::abs).max().orElse(0);
    }

    /** The largest relative difference of one output; for integers and booleans the share of elements that differ. */
    public double maxRel() {
        return outputs.stream().mapToDouble(OutputDifference::rel).max().orElse(0);
    }

    /**
     * Whether every output is within a tolerance, or within twenty times the measured effect of one rounding of the
     * inputs. A difference that is NaN is not within.
     */
    public boolean within(double tolerance) {
        return outside(tolerance).isEmpty();
    }

    /** The outputs that are not within a tolerance. */
    public List<OutputDifference> outside(double tolerance) {
        return outputs.stream()
                .filter(o -> !o.within(Math.max(tolerance, ROUNDINGS * rounding(o.name()))))
                .toList();
    }

    /** The effect of one rounding on an output; 0 if it has no measure, as where the second source gives only zeros. */
    private double rounding(String output) {
        double moved = roundings.getOrDefault(output, 0.0);
        return Double.isFinite(moved) ? moved : 0;
    }

    /** The number of elements that are NaN or the same infinity on both sides: they agree and prove nothing. */
    public long unproven() {
        return outputs.stream().mapToLong(OutputDifference::unproven).sum();
    }

    @Override
    public String toString() {
        String moved = roundings.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; one rounding of the input moves it by %.2g",
                        Collections.max(roundings.values()));
        return outputs.stream().map(OutputDifference::toString).collect(Collectors.joining("; ")) + moved + "; over "
                + inputs + " inputs";
    }
}
