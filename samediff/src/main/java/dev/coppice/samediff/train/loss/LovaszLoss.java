package dev.coppice.samediff.train.loss;

import java.util.Arrays;

/**
 * Loss that is the Lovász extension of 1 − IoU, averaged by class weight over the classes in the batch's labels (Berman et
 * al., CVPR 2018, eqs. 8, 9 and 11, over the whole batch). With errors e = |g − p| of a class in falling order it is Σ e_k ·
 * (Δ_k − Δ_{k−1}), where Δ_k is 1 − IoU if the first k pixels were wrong. It is linear in the probabilities while their
 * order stays.
 */
record LovaszLoss() implements ClassMeanLoss {
    @Override
    public double ofClass(int c, double share, Truth truth, double[] probabilities, double[] gradient) {
        long[] rising = risingErrors(c, truth, probabilities);
        double wanted = Arrays.stream(rising)
                .filter(key -> truth.labels()[pixel(key)] == c)
                .count();
        double missed = 0;
        double added = 0;
        double before = 0;
        double loss = 0;
        for (int k = rising.length - 1; k >= 0; k--) {
            int pixel = pixel(rising[k]);
            boolean own = truth.labels()[pixel] == c;
            missed += own ? 1 : 0;
            added += own ? 0 : 1;
            double after = 1 - (wanted - missed) / (wanted + added);
            int at = pixel * truth.classes() + c;
            double error = own ? 1 - probabilities[at] : probabilities[at];
            loss += error * (after - before);
            gradient[at] = share * (own ? before - after : after - before);
            before = after;
        }
        return loss;
    }

    /**
     * Sort keys of labelled pixels: the upper bits are those of the error, which sort like positive floats; the lower bits
     * are the pixel.
     */
    private static long[] risingErrors(int c, Truth truth, double[] probabilities) {
        long[] keys = new long[truth.pixels()];
        int count = 0;
        for (int pixel = 0; pixel < truth.pixels(); pixel++) {
            int label = truth.labels()[pixel];
            if (label >= 0) {
                double p = probabilities[pixel * truth.classes() + c];
                float error = (float) Math.max(0, label == c ? 1 - p : p);
                keys[count] = (long) Float.floatToIntBits(error) << Integer.SIZE | pixel;
                count++;
            }
        }
        long[] used = Arrays.copyOf(keys, count);
        Arrays.parallelSort(used);
        return used;
    }

    private static int pixel(long key) {
        return (int) key;
    }
}
