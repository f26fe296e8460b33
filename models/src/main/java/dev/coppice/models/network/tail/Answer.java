package dev.coppice.models.network.tail;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/**
 * How a prediction is read from a tensor.
 *
 * @param holds what its numbers are
 * @param threshold above which one channel says class 1
 * @param layout where images, classes, rows and columns lie
 */
public record Answer(OutputContent holds, double threshold, AxisLayout layout) {
    /** Unnormalised numbers N×C×H×W: class 1 of one channel where the sigmoid is above 0.5, that is the number above 0. */
    static Answer logits(Shape shape) {
        return new Answer(OutputContent.LOGITS, 0, AxisLayout.of(shape));
    }

    Answer with(OutputContent changed, double at) {
        return new Answer(changed, at, layout);
    }

    Answer with(AxisLayout changed) {
        return new Answer(holds, threshold, changed);
    }

    int channels() {
        return layout.size(MapAxis.C);
    }

    /** The shape of what {@link #maps} gives, N×C×H×W; class indices have one channel. */
    public Shape shape() {
        return layout.shape();
    }

    /** Whether it says something of each pixel, not of a whole image. */
    public boolean isMap() {
        return layout.axes().stream().flatMap(List::stream).toList().containsAll(List.of(MapAxis.H, MapAxis.W));
    }

    /**
     * The numbers of an output in the order N×C×H×W.
     *
     * @throws InvalidInputException if it has another number of elements
     */
    public float[] maps(Tensor output) {
        if (output.shape().elements() != layout.elements()) {
            throw new InvalidInputException("An output of " + output.shape() + " came where " + shape()
                    + " was expected. Export the model again, with shapes that agree.");
        }
        return layout.ordered(numbers(output));
    }

    private static float[] numbers(Tensor tensor) {
        if (tensor.type().isFloating()) {
            return tensor.toFloats();
        }
        long[] whole = tensor.toLongs();
        float[] values = new float[whole.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = whole[i];
        }
        return values;
    }
}
