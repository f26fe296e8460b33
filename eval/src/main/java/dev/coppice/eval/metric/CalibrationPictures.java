package dev.coppice.eval.metric;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.NetworkInputs;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.Sample;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.NetworkCard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures that were decoded once: the network's inputs and their labels.
 *
 * @param images inputs, N×C and their space axes
 * @param labels one map per picture, at its own size
 */
record CalibrationPictures(Tensor images, List<LabelMap> labels) {
    CalibrationPictures {
        labels = List.copyOf(labels);
    }

    /**
     * Decodes the pictures.
     *
     * @param card card of the network that sees them
     * @param size size of its input
     */
    static CalibrationPictures of(CalibrationSubset subset, NetworkCard card, InputSize size) {
        List<String> names = subset.names();
        if (subset.data().holdsVolumes()) {
            return ofVolumes(subset, card);
        }
        Preprocessing preprocessing = Preprocessing.of(card);
        Shape images = size.images(names.size(), card.input().channels());
        float[] pixels = new float[Math.toIntExact(images.elements())];
        List<LabelMap> labels = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Sample sample = subset.data().sample(subset.split(), names.get(i));
            preprocessing.fill(sample.image(), preprocessing.view(sample.image()), images, pixels, i);
            labels.add(sample.labels());
        }
        return new CalibrationPictures(Tensor.floats(images, pixels), labels);
    }

    /** The block in the middle of each volume. */
    private static CalibrationPictures ofVolumes(CalibrationSubset subset, NetworkCard card) {
        List<String> names = subset.names();
        NetworkInputs inputs = NetworkInputs.of(card, subset.data());
        Shape images = card.input().shape(names.size());
        Shape block = images.with(1, 1).asPicture();
        float[] values = new float[Math.toIntExact(images.elements())];
        List<LabelMap> labels = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            inputs.fill(subset.split(), names.get(i), values, i);
            short[] seen = inputs.seen(subset.split(), names.get(i), images);
            byte[] classes = new byte[seen.length];
            for (int p = 0; p < seen.length; p++) {
                if (seen[p] < 0) {
                    throw new InvalidInputException(
                            "Volume '" + names.get(i) + "' is smaller than the network's input, "
                                    + InputSpec.sizes(images)
                                    + ": it cannot be one of those that plans are measured on. Give the network a smaller size.");
                }
                classes[p] = (byte) seen[p];
            }
            labels.add(LabelMap.of(block.size(3), block.size(2), classes));
        }
        return new CalibrationPictures(Tensor.floats(images, values), labels);
    }

    /** The number of pictures. */
    int count() {
        return labels.size();
    }

    /** The pictures of a range of indices. After the last one the first comes again. */
    Tensor images(int from, int to) {
        return images.select(0, IntStream.range(from, to).map(i -> i % count()).toArray());
    }

    @Override
    public String toString() {
        return count() + " pictures of " + InputSpec.sizes(images.shape());
    }
}
