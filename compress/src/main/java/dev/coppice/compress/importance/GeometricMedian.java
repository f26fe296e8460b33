package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.graph.Graph;
import java.util.Arrays;

/**
 * Distance of a channel's filter from all others of its contraction: s = Σ‖w_c − w_j‖₂. The others can replace the
 * filters nearest to the geometric median (FPGM, He et al., CVPR 2019, eq. 4 and 8).
 */
public record GeometricMedian() implements WeightCriterion {
    @Override
    public String id() {
        return "fpgm";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("GeometricMedian");
    }

    @Override
    public double[] scores(Graph graph, Producer producer) {
        float[][] slices = Slices.of(graph, producer);
        double[] sums = new double[slices.length];
        double[] distances = new double[slices.length];
        for (int c = 0; c < slices.length; c++) {
            for (int other = 0; other < slices.length; other++) {
                distances[other] = distance(slices[c], slices[other]);
            }
            // by size, so that the sum does not depend on the order of channels
            Arrays.sort(distances);
            sums[c] = Arrays.stream(distances).sum();
        }
        return sums;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double d = (double) a[i] - b[i];
            sum += d * d;
        }
        return Math.sqrt(sum);
    }
}
