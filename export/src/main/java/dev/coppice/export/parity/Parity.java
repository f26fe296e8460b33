package dev.coppice.export.parity;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Runs the same inputs through two sources and compares what comes out. */
public final class Parity {
    private Parity() {}

    /**
     * Compares every output that both sources have.
     *
     * @throws InvalidInputException if they share no output, or one differs in shape
     */
    public static ParityReport compare(OutputSource a, OutputSource b, List<Tensor> inputs) {
        double maxAbs = 0;
        double maxRel = 0;
        Set<String> names = new TreeSet<>();
        for (Tensor input : inputs) {
            Map<String, Tensor> left = a.run(input);
            Map<String, Tensor> right = b.run(input);
            List<String> shared =
                    left.keySet().stream().filter(right::containsKey).toList();
            if (shared.isEmpty()) {
                throw new InvalidInputException("The two networks share no output: " + left.keySet() + " and "
                        + right.keySet() + ". Give two files of the same network.");
            }
            for (Map.Entry<String, Tensor> output : left.entrySet()) {
                Tensor other = right.get(output.getKey());
                if (other != null) {
                    Difference difference = Difference.of(output.getKey(), output.getValue(), other);
                    maxAbs = Math.max(maxAbs, difference.abs());
                    maxRel = Math.max(maxRel, difference.rel());
                }
            }
            names.addAll(shared);
        }
        return new ParityReport(maxAbs, maxRel, inputs.size(), new ArrayList<>(names));
    }

    /** Largest difference of one output: absolute, and relative to the largest value of the second source. */
    private record Difference(double abs, double rel) {
        static Difference of(String name, Tensor a, Tensor b) {
            if (!a.shape().equals(b.shape())) {
                throw new InvalidInputException("Output '" + name + "' has the shape " + a.shape()
                        + " in one network and " + b.shape() + " in the other.");
            }
            float[] x = a.toFloats();
            float[] y = b.toFloats();
            double diff = 0;
            double largest = 0;
            for (int i = 0; i < x.length; i++) {
                double d = Math.abs((double) x[i] - y[i]);
                if (Double.isNaN(d)) {
                    // NaN, or the same infinity on both sides: no proof of anything
                    return new Difference(Double.NaN, Double.NaN);
                }
                diff = Math.max(diff, d);
                largest = Math.max(largest, Math.abs(y[i]));
            }
            return new Difference(diff, diff == 0 ? 0 : diff / largest);
        }
    }
}
