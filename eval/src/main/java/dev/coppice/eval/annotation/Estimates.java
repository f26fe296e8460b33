package dev.coppice.eval.annotation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Estimates for block labels of several sizes, made on the same pictures.
 *
 * @param data name of the data set with full labels
 * @param splits splits whose labels were read
 * @param images number of pictures
 * @param frequency the ν that {@link Efficacy#agreement} sums up to, in cycles per shorter side
 * @param reference name of the network behind {@link Efficacy#lossDiscrepancy}, if there is one
 * @param sizes figures by size, the smallest blocks first
 * @param measured mIoU of networks trained on these labels, by size; may be empty
 */
public record Estimates(
        String data,
        List<String> splits,
        int images,
        double frequency,
        Optional<String> reference,
        List<Efficacy> sizes,
        Map<Integer, Double> measured) {
    public Estimates {
        splits = List.copyOf(splits);
        sizes = List.copyOf(sizes);
        measured = Map.copyOf(measured);
    }

    /** The same with the mIoU of networks trained on these labels. */
    public Estimates withMeasured(Map<Integer, Double> changed) {
        return new Estimates(data, splits, images, frequency, reference, sizes, changed);
    }
}
