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
    /** Logits N×C and the space axes of the network's input. A single channel means class 1 if its sigmoid is above 0.5, that is, if the logit is above 0. */
    static Answer logits(Shape shape, int space) {
        return new Answer(OutputContent.LOGITS, 0, AxisLayout.of(shape, space));
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

    /**
     * The shape of the result of {@link #maps}, N×C×H×W; class indices have one channel, and the slices of a volume lie one
     * below the other.
     */
    public Shape shape() {
        return layout.shape();
    }

    /** The sizes of the prediction's space axes. */
    public List<Integer> space() {
        return layout.space();
    }

    /** Whether the prediction is per pixel, not per image. */
    public boolean isMap() {
        return layout.isMap();
    }

    /**
     * Reorders the numbers of an output to those of {@link #shape}.
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
