package dev.coppice.compress.loss;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;

/**
 * A teacher's logits for a batch.
 *
 * @param logits N×K×h×w; one channel y (binary logit) stands for the two logits (0, y)
 * @param shape of these
 * @param classes of the student, 2 for one channel
 */
@SuppressWarnings("ArrayRecordComponent") // a batch's own array; handed over, not copied
public record TeacherAnswer(float[] logits, Shape shape, int classes) {
    /** softmax(logits / temperature) of a pixel, written into an array. */
    public void probabilities(int pixel, double temperature, double[] into) {
        int plane = shape.size(2) * shape.size(3);
        int channels = shape.size(1);
        int skipped = classes - channels;
        into[0] = 0;
        for (int c = 0; c < channels; c++) {
            into[skipped + c] = logits[(pixel / plane * channels + c) * plane + pixel % plane] / temperature;
        }
        softmax(into);
    }

    /** Softmax in place. */
    static void softmax(double[] values) {
        double max = Arrays.stream(values).max().orElse(0);
        double sum = 0;
        for (int c = 0; c < values.length; c++) {
            values[c] = Math.exp(values[c] - max);
            sum += values[c];
        }
        for (int c = 0; c < values.length; c++) {
            values[c] /= sum;
        }
    }
}
