package dev.coppice.eval.metric;

import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.Sample;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.NetworkCard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures that were decoded once: the network's inputs and their labels.
 *
 * @param images inputs, N×3×H×W
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
        return count() + " pictures of " + images.shape().size(2) + "×"
                + images.shape().size(3);
    }
}
