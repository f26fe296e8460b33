package dev.coppice.samediff.train;

import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a tensor of n elements.
 *
 * @param largest absolute value
 * @param norm the Euclidean one
 * @param projection the sum of all elements with random signs
 * @param samples some elements, or all
 */
record TensorSummary(double largest, double norm, double projection, List<Double> samples) {
    private static final int SAMPLES = 16;

    TensorSummary {
        samples = List.copyOf(samples);
    }

    /** Of a tensor whose name says which samples and signs. */
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
     * A lower bound of the largest |a − b| between this tensor and another, and infinite where one is no number. With every
     * |a − b| at most t, samples and largest values differ by at most t, Euclidean norms by at most t·√n (triangle
     * inequality), and the projections by a sum of n errors with random signs, whose standard deviation is at most t·√n
     * whatever the errors are, as the signs know nothing of them; so these two count by √n.
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
