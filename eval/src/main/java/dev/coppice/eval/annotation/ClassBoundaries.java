package dev.coppice.eval.annotation;

import dev.coppice.models.data.LabelMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Area and boundary length of each class over pictures, in pixels. Not thread-safe.
 *
 * <p>The length of a boundary is π/4 times the number of times that rows and columns cross it. That is exact on average over
 * directions (Cauchy and Crofton) and 21 % too short along the axes. Void may lie along boundaries, as in PASCAL VOC. A line
 * that goes from one class through void into another crosses their boundary once. That crossing counts for blocks wide
 * enough to hold both.
 */
final class ClassBoundaries {
    /** The widest void between two classes that counts, in pixels. No block spans a wider one. */
    private static final int WIDEST = 255;

    private final int classes;
    private final long[] areas;

    /** Crossings of a class's boundary, by the number of void pixels between it and the other class. */
    private final long[][] crossings;

    ClassBoundaries(int classes) {
        this.classes = classes;
        this.areas = new long[classes];
        this.crossings = new long[classes][WIDEST];
    }

    void add(LabelMap labels) {
        for (int y = 0; y < labels.height(); y++) {
            int row = y;
            line(labels.width(), x -> labels.at(x, row));
            for (int x = 0; x < labels.width(); x++) {
                if (labels.at(x, y) < classes) {
                    areas[labels.at(x, y)]++;
                }
            }
        }
        for (int x = 0; x < labels.width(); x++) {
            int column = x;
            line(labels.height(), y -> labels.at(column, y));
        }
    }

    private void line(int length, IntUnaryOperator labels) {
        int before = -1;
        for (int i = 0; i < length; i++) {
            int label = labels.applyAsInt(i);
            if (label >= classes) {
                continue;
            }
            if (before >= 0) {
                cross(labels.applyAsInt(before), label, i - before - 1);
            }
            before = i;
        }
    }

    private void cross(int one, int other, int voids) {
        if (one != other && voids < WIDEST) {
            crossings[one][voids]++;
            crossings[other][voids]++;
        }
    }

    void add(ClassBoundaries other) {
        for (int c = 0; c < classes; c++) {
            areas[c] += other.areas[c];
            for (int voids = 0; voids < WIDEST; voids++) {
                crossings[c][voids] += other.crossings[c][voids];
            }
        }
    }

    long area(int c) {
        return areas[c];
    }

    /** P_c: boundary between a class and others, in pixels, that a block of this side can hold together with both. */
    double length(int c, int side) {
        long held = 0;
        for (int voids = 0; voids <= Math.max(0, side - 2); voids++) {
            held += crossings[c][voids];
        }
        return Math.PI / 4 * held;
    }

    /** Boundary between any two classes, in pixels, that a block of this side can hold together with both. */
    double length(int side) {
        double twice = 0;
        for (int c = 0; c < classes; c++) {
            twice += length(c, side);
        }
        return twice / 2;
    }

    /**
     * E4, the IoU of block labels of a class with its full ones: (2A − Δ) / (2A + Δ), at least 0. Δ is the number of
     * mislabelled pixels: P·M/4 if no void lies between classes, less otherwise.
     */
    double iou(int c, int side) {
        double mislabelled = 0;
        for (int voids = 0; voids < side; voids++) {
            mislabelled += Math.PI / 4 * crossings[c][voids] * depth(side, voids);
        }
        return Math.max(0, (2 * areas[c] - mislabelled) / (2 * areas[c] + mislabelled));
    }

    /**
     * The average depth, in pixels, by which blocks reach beyond an axis-aligned edge that lies anywhere between pixels,
     * with v pixels of void along it. It is (1/M) Σ min(o, M − v − o) over offsets o, which equals ⌊(M − v)²/4⌋ / M: M/4
     * for even M without void, and 0 for M = 1.
     */
    static double depth(int side, int voids) {
        long labelled = (long) side - voids;
        long deepest = labelled * labelled / 4; // ⌊(M − v)²/4⌋
        return (double) deepest / side;
    }

    /** The mean of {@link #iou} over the classes that occur. */
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
