package dev.coppice.eval.annotation;

import dev.coppice.models.data.LabelMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Area and boundary length of each class over pictures, in pixels. Not for several threads.
 *
 * <p>The length of a boundary is π/4 times the number of neighbouring pixels (to the right and below) that it parts: exact on
 * average over directions (Cauchy and Crofton), 21 % short along the axes. Void parts nothing: nobody minds what a block says there.
 */
final class ClassBoundaries {
    private final int classes;
    private final long[] areas;
    private final long[] parted;

    ClassBoundaries(int classes) {
        this.classes = classes;
        this.areas = new long[classes];
        this.parted = new long[classes];
    }

    void add(LabelMap labels) {
        for (int y = 0; y < labels.height(); y++) {
            for (int x = 0; x < labels.width(); x++) {
                int label = labels.at(x, y);
                if (label >= classes) {
                    continue;
                }
                areas[label]++;
                if (x + 1 < labels.width()) {
                    part(label, labels.at(x + 1, y));
                }
                if (y + 1 < labels.height()) {
                    part(label, labels.at(x, y + 1));
                }
            }
        }
    }

    private void part(int one, int other) {
        if (one != other && other < classes) {
            parted[one]++;
            parted[other]++;
        }
    }

    void add(ClassBoundaries other) {
        for (int c = 0; c < classes; c++) {
            areas[c] += other.areas[c];
            parted[c] += other.parted[c];
        }
    }

    long area(int c) {
        return areas[c];
    }

    /** P_c: pixels of boundary between a class and others. */
    double length(int c) {
        return Math.PI / 4 * parted[c];
    }

    /** Pixels of boundary between any two classes. */
    double length() {
        double twice = 0;
        for (int c = 0; c < classes; c++) {
            twice += length(c);
        }
        return twice / 2;
    }

    /**
     * E4, the IoU of block labels of a class with its full ones: (2A − Δ) / (2A + Δ) with Δ = P·M/4 pixels mislabelled, at
     * least 0.
     */
    double iou(int c, int side) {
        double mislabelled = length(c) * depth(side);
        return Math.max(0, (2 * areas[c] - mislabelled) / (2 * areas[c] + mislabelled));
    }

    /**
     * How deep blocks reach beyond an axis-aligned edge that lies anywhere between pixels, on average: (1/M) Σ min(o, M − o) over
     * offsets o = ⌊M²/4⌋ / M, which is M/4 for even M and 0 for M = 1.
     */
    static double depth(int side) {
        long deepest = (long) side * side / 4; // ⌊M²/4⌋
        return (double) deepest / side;
    }

    /** The mean of {@link #iou} over the classes there are. */
    double meanIou(int side) {
        List<Double> ious = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            if (areas[c] > 0) {
                ious.add(iou(c, side));
            }
        }
        return ious.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
