package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.graph.Graph;

/**
 * Share of a channel in what would be left: s = ‖w_c‖² / Σ‖w_j‖² over the channels j of its contraction that are no
 * smaller (LAMP, Lee et al., ICLR 2021, eq. 4, of filters in place of weights). The largest channel scores 1 in every
 * contraction, so global ranking never empties one. Scores of different contractions compare without normalisation.
 */
public record Lamp() implements WeightCriterion {
    @Override
    public String id() {
        return "lamp";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("Lamp");
    }

    @Override
    public double[] scores(Graph graph, Producer producer) {
        double[] squares = Slices.squaredNorms(graph, producer);
        double[] scores = new double[squares.length];
        for (int c = 0; c < squares.length; c++) {
            double left = 0;
            for (double other : squares) {
                left += other >= squares[c] ? other : 0;
            }
            scores[c] = left > 0 ? squares[c] / left : 0;
        }
        return scores;
    }
}
