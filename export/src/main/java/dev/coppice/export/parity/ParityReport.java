package dev.coppice.export.parity;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far two sources are apart.
 *
 * @param outputs every output compared, by name
 * @param inputs number of inputs compared
 * @param roundings how far one rounding of every input number moves the second source, relative, by output; empty where
 *     that was not asked
 */
public record ParityReport(List<OutputDifference> outputs, int inputs, Map<String, Double> roundings) {
    /**
     * A network that divides by next to nothing makes a difference of one rounding of its input larger than any order of
     * sums does. It may differ by so many of them.
     */
    private static final double ROUNDINGS = 20;

    public ParityReport {
        outputs = List.copyOf(outputs);
        roundings = Collections.unmodifiableMap(new TreeMap<>(roundings));
    }

    /** Roundings not asked for. */
    public ParityReport(List<OutputDifference> outputs, int inputs) {
        this(outputs, inputs, Map.of());
    }

    /** The same, with what one rounding of the inputs does. */
    public ParityReport withRoundings(Map<String, Double> measured) {
        return new ParityReport(outputs, inputs, measured);
    }

    /** Largest |a − b| over all outputs and inputs. */
    public double maxAbs() {
        return outputs.stream().mapToDouble(OutputDifference::abs).max().orElse(0);
    }

    /** Largest relative difference of one output; of integers and truths the share of elements that differ. */
    public double maxRel() {
        return outputs.stream().mapToDouble(OutputDifference::rel).max().orElse(0);
    }

    /**
     * Whether every output is within a tolerance, or within twenty times what one rounding of the inputs does to it, where
     * that was measured; a difference that is no number is not.
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

    /** One that has no measure, as where the second source gives nothing but zeros, allows nothing. */
    private double rounding(String output) {
        double moved = roundings.getOrDefault(output, 0.0);
        return Double.isFinite(moved) ? moved : 0;
    }

    /** Elements that are no finite numbers on both sides: they agree, and prove nothing. */
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
