package dev.coppice.eval.metric;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.tail.Answer;
import dev.coppice.models.network.tail.OutputContent;
import java.util.Arrays;

/** Logits of one image: channels×height×width numbers within a larger array. */
final class Logits {
    private final float[] values;
    private final int offset;
    private final int channels;
    private final int height;
    private final int width;

    /**
     * The logits of one image of a batch.
     *
     * @param values numbers of the whole batch, in C order
     * @param shape N×channels×height×width; one channel per class, or 1 for {@link OutputKind#BINARY_LOGIT}
     * @param image index of the image in the batch
     */
    Logits(float[] values, Shape shape, int image) {
        this.values = values;
        this.channels = shape.size(1);
        this.height = shape.size(2);
        this.width = shape.size(3);
        this.offset = image * channels * height * width;
    }

    /** The index in the array of the first number that is not finite, −1 if all are finite. */
    int firstNonFinite() {
        int end = offset + channels * height * width;
        for (int i = offset; i < end; i++) {
            if (!Float.isFinite(values[i])) {
                return i - offset;
            }
        }
        return -1;
    }

    /**
     * The class of every pixel of an image of this size. It is the argmax over channels, the first of several equal ones.
     * For a single channel it is class 1 above the answer's threshold (for a logit 0, where its sigmoid is 0.5). An output
     * of class indices gives the class directly.
     *
     * <p>If the size differs from the output's, logits are interpolated bilinearly between half-pixel centres and clamped at
     * the border (ONNX Resize, {@code linear} and {@code half_pixel}). Decided classes take the nearest sample.
     *
     * @param matching gives each class its index in the map
     * @throws InvalidInputException if an index belongs to no class
     */
    LabelMap classes(Answer answer, ClassMatching matching, int toWidth, int toHeight) {
        return switch (answer.holds()) {
            case CLASSES -> indexed(matching, toWidth, toHeight);
            case MASK -> masked(answer.threshold(), matching, toWidth, toHeight);
            case LOGITS, LOG_PROBABILITIES, PROBABILITIES -> largest(answer.threshold(), matching, toWidth, toHeight);
        };
    }

    private LabelMap largest(double threshold, ClassMatching matching, int toWidth, int toHeight) {
        boolean binary = channels == 1;
        byte[] classes = new byte[toHeight * toWidth];
        Arrays.fill(classes, (byte) matching.index(0));
        Axis columns = Axis.between(width, toWidth);
        Axis rows = Axis.between(height, toHeight);
        float[] blended = new float[width];
        float[] row = new float[toWidth];
        float[] best = new float[toWidth];
        for (int y = 0; y < toHeight; y++) {
            Arrays.fill(best, binary ? (float) threshold : Float.NEGATIVE_INFINITY);
            for (int c = 0; c < channels; c++) {
                blend(c, rows, y, blended);
                columns.interpolate(blended, row);
                keepLarger(row, best, classes, y * toWidth, (byte) matching.index(binary ? 1 : c));
            }
        }
        return LabelMap.of(toWidth, toHeight, classes);
    }

    private LabelMap masked(double threshold, ClassMatching matching, int toWidth, int toHeight) {
        return nearest(toWidth, toHeight, value -> (byte) matching.index(value > threshold ? 1 : 0));
    }

    private LabelMap indexed(ClassMatching matching, int toWidth, int toHeight) {
        return nearest(toWidth, toHeight, value -> (byte) matching.index(known(value, matching)));
    }

    private static int known(float value, ClassMatching matching) {
        int count = matching.networkClasses();
        if (value < 0 || value >= count) {
            throw new InvalidInputException("The network's output has the class index " + (int) value
                    + ", its card names " + count + " classes (0 to " + (count - 1) + "). Correct the card's classes.");
        }
        return (int) value;
    }

    /**
     * The network's class of a whole picture: the largest, the first of several equal ones, read as {@link #classes} reads a
     * pixel.
     */
    int ofPicture(Answer answer, ClassMatching matching) {
        float value = values[offset];
        boolean decided = answer.holds() == OutputContent.CLASSES;
        if (decided || channels == 1) {
            return decided ? known(value, matching) : value > answer.threshold() ? 1 : 0;
        }
        int best = 0;
        for (int c = 1; c < channels; c++) {
            best = values[offset + c] > values[offset + best] ? c : best;
        }
        return best;
    }

    /** The number of classes that are likelier for a whole picture than this one; of equal ones the first is. */
    int likelier(int channel) {
        float own = values[offset + channel];
        int count = 0;
        for (int c = 0; c < channels; c++) {
            float other = values[offset + c];
            count += other > own || (other == own && c < channel) ? 1 : 0;
        }
        return count;
    }

    private LabelMap nearest(int toWidth, int toHeight, ClassOf classOf) {
        byte[] classes = new byte[toHeight * toWidth];
        for (int y = 0; y < toHeight; y++) {
            int row = offset + nearest(y, height, toHeight) * width;
            for (int x = 0; x < toWidth; x++) {
                classes[y * toWidth + x] = classOf.of(values[row + nearest(x, width, toWidth)]);
            }
        }
        return LabelMap.of(toWidth, toHeight, classes);
    }

    /** The source sample whose cell contains the centre of a target sample. */
    private static int nearest(int at, int from, int to) {
        return (int) ((at + 0.5) * from / to);
    }

    private interface ClassOf {
        byte of(float value);
    }

    /**
     * The logits at another size, interpolated like {@link #classes}. There is one channel per class, in the matching's
     * order. A single binary logit stays one, for class 1 of the matching.
     */
    float[] resized(OutputKind kind, ClassMatching matching, int toWidth, int toHeight) {
        Axis columns = Axis.between(width, toWidth);
        Axis rows = Axis.between(height, toHeight);
        float[] blended = new float[width];
        float[] row = new float[toWidth];
        float[] out = new float[channels * toHeight * toWidth];
        boolean binary = kind == OutputKind.BINARY_LOGIT;
        for (int c = 0; c < channels; c++) {
            int to = binary ? 0 : matching.index(c);
            for (int y = 0; y < toHeight; y++) {
                blend(c, rows, y, blended);
                columns.interpolate(blended, row);
                System.arraycopy(row, 0, out, (to * toHeight + y) * toWidth, toWidth);
            }
        }
        if (binary && matching.index(1) == 0) {
            // the data order the two classes the other way round
            for (int i = 0; i < out.length; i++) {
                out[i] = -out[i];
            }
        }
        return out;
    }

    /** Interpolates one row of one channel between the two rows of logits around it. */
    private void blend(int channel, Axis rows, int y, float[] out) {
        int lower = offset + (channel * height + rows.low[y]) * width;
        if (rows.weight[y] == 0) {
            System.arraycopy(values, lower, out, 0, width);
            return;
        }
        int upper = offset + (channel * height + rows.high[y]) * width;
        float w = rows.weight[y];
        for (int x = 0; x < width; x++) {
            out[x] = (1 - w) * values[lower + x] + w * values[upper + x];
        }
    }

    private static void keepLarger(float[] row, float[] best, byte[] classes, int at, byte index) {
        for (int x = 0; x < row.length; x++) {
            if (row[x] > best[x]) {
                best[x] = row[x];
                classes[at + x] = index;
            }
        }
    }

    /** The places of one axis's samples between those of another: low, high and the weight of high. */
    private static final class Axis {
        private final int[] low;
        private final int[] high;
        private final float[] weight;
        private final boolean same;

        private Axis(int size, boolean same) {
            this.low = new int[size];
            this.high = new int[size];
            this.weight = new float[size];
            this.same = same;
        }

        static Axis between(int from, int to) {
            Axis axis = new Axis(to, from == to);
            double scale = (double) from / to;
            for (int i = 0; i < to; i++) {
                double at = Math.min(from - 1.0, Math.max(0, (i + 0.5) * scale - 0.5));
                axis.low[i] = (int) at;
                axis.high[i] = Math.min(from - 1, axis.low[i] + 1);
                axis.weight[i] = (float) (at - axis.low[i]);
            }
            return axis;
        }

        void interpolate(float[] source, float[] out) {
            if (same) {
                System.arraycopy(source, 0, out, 0, out.length);
                return;
            }
            for (int i = 0; i < out.length; i++) {
                out[i] = (1 - weight[i]) * source[low[i]] + weight[i] * source[high[i]];
            }
        }
    }
}
