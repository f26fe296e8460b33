package dev.coppice.models.measure;

/**
 * Counts of pixels or pictures by true class (row) and predicted class (column). An extra column "other" holds predictions
 * outside the classes, which are all wrong. Ignored ones are never added. Not thread-safe.
 */
public final class ConfusionMatrix {
    private final int classes;
    private final long[] counts;

    /** An empty matrix for a number of classes. */
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

    /** Number of pixels or pictures of a true class with a given prediction; column {@link #classes()} is "other". */
    public long count(int truth, int predicted) {
        return counts[truth * (classes + 1) + predicted];
    }

    /** Number of pixels or pictures of a true class. */
    public long truth(int c) {
        long sum = 0;
        for (int p = 0; p <= classes; p++) {
            sum += count(c, p);
        }
        return sum;
    }

    /** Number of pixels or pictures predicted as a class. */
    public long predicted(int c) {
        long sum = 0;
        for (int t = 0; t < classes; t++) {
            sum += count(t, c);
        }
        return sum;
    }

    /** Intersection over union of a class, TP / (TP + FP + FN); NaN if the class is neither true nor predicted anywhere. */
    public double iou(int c) {
        long hit = count(c, c);
        return (double) hit / (truth(c) + predicted(c) - hit);
    }

    /** Dice coefficient of a class, 2 TP / (2 TP + FP + FN). */
    public double dice(int c) {
        return 2.0 * count(c, c) / (truth(c) + predicted(c));
    }

    /** Share of a class's pixels or pictures that are predicted correctly; NaN without any. */
    public double recall(int c) {
        return (double) count(c, c) / truth(c);
    }

    /** Share of correctly predicted pixels or pictures; NaN without any. */
    public double accuracy() {
        long hit = 0;
        long all = 0;
        for (int c = 0; c < classes; c++) {
            hit += count(c, c);
            all += truth(c);
        }
        return (double) hit / all;
    }
}
