package dev.coppice.eval.annotation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Block labels of several sizes, estimated on the same pictures.
 *
 * @param data name of the data set with full labels
 * @param splits whose labels were looked at
 * @param images how many pictures
 * @param frequency ν that {@link Efficacy#agreement} is summed up to, in cycles a shorter side
 * @param reference name of the network behind {@link Efficacy#lossDiscrepancy}, if there is one
 * @param sizes one line a size, the smallest blocks first
 * @param measured mIoU of networks trained on such labels, by size; may be empty
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

    /** The same with what networks trained on such labels reached. */
    public Estimates withMeasured(Map<Integer, Double> changed) {
        return new Estimates(data, splits, images, frequency, reference, sizes, changed);
    }
}
