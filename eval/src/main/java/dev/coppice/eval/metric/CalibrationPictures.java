package dev.coppice.eval.metric;

import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.View;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.NetworkCard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures that were decoded once: what a network takes, and the labels of what it sees.
 *
 * @param images N×3×H×W
 * @param labels a map a picture: at its own size if the whole of it is seen, otherwise at the window's
 */
record CalibrationPictures(Tensor images, List<LabelMap> labels) {
    CalibrationPictures {
        labels = List.copyOf(labels);
    }

    /**
     * Decodes.
     *
     * @param card of the network that sees them whole
     * @param size of what it sees of them: the card's, or that of windows
     */
    static CalibrationPictures of(CalibrationSubset subset, NetworkCard card, InputSize size) {
        List<String> names = subset.names();
        Preprocessing preprocessing = Preprocessing.of(card);
        Shape images = size.images(names.size(), card.input().channels());
        float[] pixels = new float[Math.toIntExact(images.elements())];
        List<LabelMap> labels = new ArrayList<>();
        RandomStream places = RandomStream.of(subset.seed());
        InputSize whole = new InputSize(card.input().height(), card.input().width());
        for (int i = 0; i < names.size(); i++) {
            Sample sample = subset.data().sample(subset.split(), names.get(i));
            boolean isWhole = size.equals(whole);
            View view = isWhole ? View.whole(sample.image()) : window(sample.image(), whole, size, places);
            preprocessing.fill(sample.image(), view, images, pixels, i);
            labels.add(isWhole ? sample.labels() : seen(sample.labels(), view, size));
        }
        return new CalibrationPictures(Tensor.floats(images, pixels), labels);
    }

    /** How many there are. */
    int count() {
        return labels.size();
    }

    /** Some of them, by index; one after the last is the first again. */
    Tensor images(int from, int to) {
        return images.select(0, IntStream.range(from, to).map(i -> i % count()).toArray());
    }

    /** Windows lie on whole pixels of the network's input: a picture of that size is not resampled. */
    private static View window(RgbImage image, InputSize whole, InputSize size, RandomStream places) {
        double rows = (double) image.height() / whole.height();
        double columns = (double) image.width() / whole.width();
        int top = places.below(whole.height() - size.height() + 1);
        int left = places.below(whole.width() - size.width() + 1);
        return new View(top * rows, left * columns, size.height() * rows, size.width() * columns, false);
    }

    private static LabelMap seen(LabelMap labels, View view, InputSize size) {
        short[] values = labels.seen(view, size.height(), size.width());
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return LabelMap.of(size.width(), size.height(), bytes);
    }

    @Override
    public String toString() {
        return count() + " pictures of " + images.shape().size(2) + "×"
                + images.shape().size(3);
    }
}
