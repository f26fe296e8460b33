package dev.coppice.compress.spectral;

import dev.coppice.models.resample.Grid;
import java.util.ArrayList;
import java.util.List;

/**
 * What an output is worth with its logits low-passed to a grid, softmax after that (definition B of the truncated loss):
 * what a network pays whose logits live on that grid. Sums over pixels, by true class.
 *
 * @param grid relative to the picture
 * @param band the highest that it keeps
 * @param classes figures a class
 */
public record LowPassed(Grid grid, int band, List<OfClass> classes) {
    public LowPassed {
        classes = List.copyOf(classes);
    }

    /**
     * A class' figures.
     *
     * @param loss cross-entropy summed over the pixels labelled so
     * @param hit pixels labelled and predicted so
     * @param predicted pixels predicted so
     * @param labelled pixels labelled so
     */
    public record OfClass(double loss, long hit, long predicted, long labelled) {
        /** Intersection over union; NaN where the class is neither labelled nor predicted. */
        public double iou() {
            return (double) hit / (labelled + predicted - hit);
        }

        OfClass plus(OfClass other) {
            return new OfClass(
                    loss + other.loss, hit + other.hit, predicted + other.predicted, labelled + other.labelled);
        }
    }

    /** The loss, mean over labelled pixels. */
    public double loss() {
        long pixels = classes.stream().mapToLong(OfClass::labelled).sum();
        return classes.stream().mapToDouble(OfClass::loss).sum() / pixels;
    }

    /** Mean IoU over the classes that are labelled anywhere. */
    public double mIoU() {
        return classes.stream()
                .filter(c -> c.labelled() > 0)
                .mapToDouble(OfClass::iou)
                .average()
                .orElse(Double.NaN);
    }

    LowPassed plus(LowPassed other) {
        List<OfClass> sums = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            sums.add(classes.get(c).plus(other.classes.get(c)));
        }
        return new LowPassed(grid, band, sums);
    }
}
