package dev.coppice.samediff.train.loss;

/**
 * Loss that is the Lovász extension of 1 − IoU, averaged by class weight over the classes in the batch's labels (Berman et
 * al., CVPR 2018, eqs. 8, 9 and 11, over the whole batch). With errors e = |g − p| of a class in falling order it is Σ e_k ·
 * (Δ_k − Δ_{k−1}), where Δ_k is 1 − IoU if the first k pixels were wrong. It is linear in the probabilities while their
 * order stays.
 */
record LovaszLoss() implements ClassMeanLoss {
    /** Bits of a key that one pass of the sort looks at. */
    private static final int DIGIT = 10;

    /** Passes: errors are at most 1, whose bits as a float are 30. */
    private static final int PASSES = 3;

    @Override
    public double ofClass(boolean[] own, double share, double[] probabilities, double[] gradient) {
        double wanted = 0;
        for (boolean is : own) {
            wanted += is ? 1 : 0;
        }
        long[] rising = risingErrors(own, probabilities);
        double missed = 0;
        double added = 0;
        double before = 0;
        double loss = 0;
        for (int k = rising.length - 1; k >= 0; k--) {
            int pixel = (int) rising[k];
            boolean is = own[pixel];
            missed += is ? 1 : 0;
            added += is ? 0 : 1;
            double after = 1 - (wanted - missed) / (wanted + added);
            loss += (is ? 1 - probabilities[pixel] : probabilities[pixel]) * (after - before);
            gradient[pixel] = share * (is ? before - after : after - before);
            before = after;
        }
        return loss;
    }

    /**
     * Sort keys of pixels in rising order: the upper bits are those of the error, which sort like positive floats; the lower
     * bits are the pixel. Pixels come in order, so a stable sort by the error's digits, the lowest first, sorts the keys
     * (radix sort).
     */
    private static long[] risingErrors(boolean[] own, double[] probabilities) {
        long[] keys = new long[own.length];
        int[][] counts = new int[PASSES][1 << DIGIT];
        for (int pixel = 0; pixel < keys.length; pixel++) {
            double p = probabilities[pixel];
            float error = (float) Math.max(0, own[pixel] ? 1 - p : p);
            keys[pixel] = (long) Float.floatToIntBits(error) << Integer.SIZE | pixel;
            for (int pass = 0; pass < PASSES; pass++) {
                counts[pass][digit(keys[pixel], pass)]++;
            }
        }
        long[] other = new long[keys.length];
        for (int pass = 0; pass < PASSES; pass++) {
            scatter(keys, pass, counts[pass], other);
            long[] sorted = other;
            other = keys;
            keys = sorted;
        }
        return keys;
    }

    private static void scatter(long[] from, int pass, int[] counts, long[] into) {
        int[] next = new int[counts.length];
        for (int digit = 1; digit < next.length; digit++) {
            next[digit] = next[digit - 1] + counts[digit - 1];
        }
        for (long key : from) {
            into[next[digit(key, pass)]++] = key;
        }
    }

    private static int digit(long key, int pass) {
        return (int) (key >>> (Integer.SIZE + pass * DIGIT)) & ((1 << DIGIT) - 1);
    }
}
