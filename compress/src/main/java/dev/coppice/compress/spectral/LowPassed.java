package dev.coppice.compress.spectral;

import dev.coppice.models.resample.Grid;
import java.util.ArrayList;
import java.util.List;

/**
 * Loss and IoU of an output whose logits are low-passed to a grid before the softmax (definition B of the truncated
 * loss): what a network loses if its logits live on this grid. Sums over pixels, by true class.
 *
 * @param grid the grid, relative to the picture
 * @param band the highest band that the grid keeps
 * @param classes figures of each class
 */
public record LowPassed(Grid grid, int band, List<OfClass> classes) {
    public LowPassed {
        classes = List.copyOf(classes);
    }

    /**
     * Figures of one class.
     *
     * @param loss cross-entropy in nats, summed over the pixels labelled as the class
     * @param hit number of pixels both labelled and predicted as the class
     * @param predicted number of pixels predicted as the class
     * @param labelled number of pixels labelled as the class
     */
    public record OfClass(double loss, long hit, long predicted, long labelled) {
        /** The intersection over union; NaN where the class is neither labelled nor predicted. */
        public double iou() {
            return (double) hit / (labelled + predicted - hit);
        }

        OfClass plus(OfClass other) {
            return new OfClass(
                    loss + other.loss, hit + other.hit, predicted + other.predicted, labelled + other.labelled);
        }
    }

    /** The mean loss over labelled pixels. */
    public double loss() {
        long pixels = classes.stream().mapToLong(OfClass::labelled).sum();
        return classes.stream().mapToDouble(OfClass::loss).sum() / pixels;
    }

    /** The mean IoU over the classes that are labelled anywhere. */
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
