package dev.coppice.samediff.train.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Benchmark of the losses that are computed outside the graph, in the logits of a batch of 8×256×320 pixels and 11 classes. It
 * prints the median of nine times after three. Argument: pixels of the batch (655360).
 */
final class LossBenchmark {
    private static final int CLASSES = 11;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 12;

    private LossBenchmark() {}

    public static void main(String[] args) {
        int pixels = args.length > 0 ? Integer.parseInt(args[0]) : 8 * 256 * 320;
        Random random = new Random(1);
        short[] labels = new short[pixels];
        float[] logits = new float[pixels * CLASSES];
        for (int p = 0; p < pixels; p++) {
            labels[p] = (short) (p / 3000 % (CLASSES + 1) - 1);
            for (int c = 0; c < CLASSES; c++) {
                logits[p * CLASSES + c] = (float) (random.nextGaussian() * 2 + (c == labels[p] ? 4 : 0));
            }
        }
        double[] weights = new double[CLASSES];
        Arrays.fill(weights, 1);
        Truth truth = new Truth(labels, weights);
        Map<String, ProbabilityLoss> losses = new LinkedHashMap<>();
        losses.put("probabilities alone", (t, p, gradient) -> 0);
        losses.put("focal", new FocalLoss(2));
        losses.put("dice", new DiceLoss());
        losses.put("lovasz", new LovaszLoss());
        losses.forEach((name, loss) -> System.out.printf(
                Locale.ROOT, "%-20s %.3f s%n", name, median(new SoftmaxLoss(loss, truth, 1), logits)));
    }

    private static double median(SoftmaxLoss loss, float[] logits) {
        float[] gradient = new float[logits.length];
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            loss.at(logits, gradient);
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        List<Double> timed = seconds.subList(WARM_UP, ROUNDS);
        Collections.sort(timed);
        return timed.get(timed.size() / 2);
    }
}
