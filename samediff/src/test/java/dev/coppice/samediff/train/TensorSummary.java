package dev.coppice.samediff.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Summary of a tensor of n elements.
 *
 * @param largest largest absolute value
 * @param norm Euclidean norm
 * @param projection sum of all elements with random signs
 * @param samples some elements, or all
 */
record TensorSummary(double largest, double norm, double projection, List<Double> samples) {
    private static final int SAMPLES = 16;

    TensorSummary {
        samples = List.copyOf(samples);
    }

    /** The summary of a tensor; its name decides samples and signs. */
    static TensorSummary of(String tensor, float[] values) {
        HashedNumbers signs = new HashedNumbers("signs/" + tensor);
        double largest = 0;
        double squares = 0;
        double projection = 0;
        for (int i = 0; i < values.length; i++) {
            double v = values[i];
            largest = Math.max(largest, Math.abs(v));
            squares += v * v;
            projection += signs.sign(i) * v;
        }
        HashedNumbers positions = new HashedNumbers("samples/" + tensor);
        List<Double> samples = new ArrayList<>();
        for (int i = 0; i < Math.min(SAMPLES, values.length); i++) {
            samples.add((double) values[values.length <= SAMPLES ? i : positions.below(values.length, i)]);
        }
        return new TensorSummary(largest, Math.sqrt(squares), projection, samples);
    }

    /**
     * A lower bound of the largest |a − b| between this tensor and another; infinite if an element is NaN. Let every |a − b|
     * be at most t. Samples and largest values then differ by at most t, and Euclidean norms by at most t·√n (triangle
     * inequality). Projections differ by a sum of n errors with random signs. The signs are independent of the errors, so
     * its standard deviation is at most t·√n. Norms and projections are therefore divided by √n.
     */
    double distance(TensorSummary other, int elements) {
        double root = Math.sqrt(elements);
        double distance = Math.max(
                Math.abs(largest - other.largest),
                Math.max(Math.abs(norm - other.norm), Math.abs(projection - other.projection)) / root);
        for (int i = 0; i < samples.size(); i++) {
            distance = Math.max(distance, Math.abs(samples.get(i) - other.samples.get(i)));
        }
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }
}
