package dev.coppice.models.measure;

/**
 * Counts of pixels by true class (row) and predicted class (column); predictions outside the classes share one more
 * column, where every pixel is wrong. Ignored pixels are never added. Not safe for several threads.
 */
public final class ConfusionMatrix {
    private final int classes;
    private final long[] counts;

    /** An empty matrix over so many classes. */
    public ConfusionMatrix(int classes) {
        this.classes = classes;
        this.counts = new long[classes * (classes + 1)];
    }

    public int classes() {
        return classes;
    }

    /** Counts one pixel; {@code predicted} outside 0…classes−1 counts as "other". */
    public void add(int truth, int predicted) {
        int column = predicted < 0 || predicted >= classes ? classes : predicted;
        counts[truth * (classes + 1) + column]++;
    }

    /** Adds all counts of another matrix over the same classes. */
    public void add(ConfusionMatrix other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /** Pixels of a true class that were predicted so; column {@link #classes()} is "other". */
    public long count(int truth, int predicted) {
        return counts[truth * (classes + 1) + predicted];
    }

    /** Pixels whose true class this is. */
    public long truth(int c) {
        long sum = 0;
        for (int p = 0; p <= classes; p++) {
            sum += count(c, p);
        }
        return sum;
    }

    /** Pixels predicted as this class. */
    public long predicted(int c) {
        long sum = 0;
        for (int t = 0; t < classes; t++) {
            sum += count(t, c);
        }
        return sum;
    }

    /** Intersection over union of a class, TP / (TP + FP + FN); NaN where the class is neither true nor predicted. */
    public double iou(int c) {
        long hit = count(c, c);
        return (double) hit / (truth(c) + predicted(c) - hit);
    }

    /** Dice coefficient of a class, 2 TP / (2 TP + FP + FN). */
    public double dice(int c) {
        return 2.0 * count(c, c) / (truth(c) + predicted(c));
    }

    /** Share of pixels predicted right; NaN without pixels. */
    public double pixelAccuracy() {
        long hit = 0;
        long all = 0;
        for (int c = 0; c < classes; c++) {
            hit += count(c, c);
            all += truth(c);
        }
        return (double) hit / all;
    }
}
