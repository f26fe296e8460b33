package dev.coppice.samediff.train.loss;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;

/**
 * Logits of a teacher for a batch.
 *
 * @param logits logits N×K×h×w; one channel y (binary logit) stands for the two logits (0, y)
 * @param shape shape of the logits
 * @param classes number of the student's classes; 2 for one channel
 */
@SuppressWarnings("ArrayRecordComponent") // belongs to one batch; handed over, not copied
public record TeacherAnswer(float[] logits, Shape shape, int classes) {
    int plane() {
        return shape.size(2) * shape.size(3);
    }

    int pictures() {
        return shape.size(0);
    }

    /** The logit of a class at a pixel; pixels count over all pictures. */
    double logit(int pixel, int c) {
        int channels = shape.size(1);
        int channel = c - (classes - channels);
        return channel < 0 ? 0 : logits[(pixel / plane() * channels + channel) * plane() + pixel % plane()];
    }

    /** Writes softmax(logits / temperature) of a pixel into an array. */
    public void probabilities(int pixel, double temperature, double[] into) {
        for (int c = 0; c < classes; c++) {
            into[c] = logit(pixel, c) / temperature;
        }
        logSoftmax(into);
        for (int c = 0; c < classes; c++) {
            into[c] = Math.exp(into[c]);
        }
    }

    /** Replaces logits by the logarithms of their softmax. */
    static void logSoftmax(double[] values) {
        double max = Arrays.stream(values).max().orElse(0);
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value - max);
        }
        double log = max + Math.log(sum);
        for (int c = 0; c < values.length; c++) {
            values[c] -= log;
        }
    }
}
