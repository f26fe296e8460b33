package dev.coppice.models.network.tail;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/**
 * Reading of a prediction from a tensor.
 *
 * @param holds meaning of the tensor's numbers
 * @param threshold value above which a single channel means class 1
 * @param layout position of images, classes, rows and columns
 */
public record Answer(OutputContent holds, double threshold, AxisLayout layout) {
    /** Logits N×C×H×W. A single channel means class 1 if its sigmoid is above 0.5, that is, if the logit is above 0. */
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

    /** The shape of the result of {@link #maps}, N×C×H×W; class indices have one channel. */
    public Shape shape() {
        return layout.shape();
    }

    /** Whether the prediction is per pixel, not per image. */
    public boolean isMap() {
        return layout.axes().stream().flatMap(List::stream).toList().containsAll(List.of(MapAxis.H, MapAxis.W));
    }

    /**
     * Reorders the numbers of an output to N×C×H×W.
     *
     * @throws InvalidInputException if the output has another number of elements
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
