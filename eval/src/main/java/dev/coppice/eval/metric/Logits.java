package dev.coppice.eval.metric;

import dev.coppice.models.data.LabelMap;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.OutputKind;
import java.util.Arrays;

/** What a network says about one image: channels×height×width numbers, within a larger array. */
final class Logits {
    private final float[] values;
    private final int offset;
    private final int channels;
    private final int height;
    private final int width;

    /**
     * The numbers of one image of a batch.
     *
     * @param values of the whole batch, in C order
     * @param shape N×channels×height×width; one channel per class, or 1 for {@link OutputKind#BINARY_LOGIT}
     * @param image which of the batch
     */
    Logits(float[] values, Shape shape, int image) {
        this.values = values;
        this.channels = shape.size(1);
        this.height = shape.size(2);
        this.width = shape.size(3);
        this.offset = image * channels * height * width;
    }

    /** Where in the array the first number is that is not finite, -1 if all are. */
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
     * The class of every pixel of an image of this size: the argmax over channels, the first where several are equal; for
     * one channel class 1 where sigmoid(x) &gt; 0.5, that is x &gt; 0.
     *
     * <p>Sizes that differ from the logits' are reached by bilinear interpolation between half-pixel centres, clamped at
     * the border (ONNX Resize, {@code linear} and {@code half_pixel}).
     *
     * @param matching gives each class its index in the map
     */
    LabelMap classes(OutputKind kind, ClassMatching matching, int toWidth, int toHeight) {
        boolean binary = kind == OutputKind.BINARY_LOGIT;
        byte[] classes = new byte[toHeight * toWidth];
        Arrays.fill(classes, matching.index(0));
        Axis columns = Axis.between(width, toWidth);
        Axis rows = Axis.between(height, toHeight);
        float[] blended = new float[width];
        float[] row = new float[toWidth];
        float[] best = new float[toWidth];
        for (int y = 0; y < toHeight; y++) {
            Arrays.fill(best, binary ? 0 : Float.NEGATIVE_INFINITY);
            for (int c = 0; c < channels; c++) {
                blend(c, rows, y, blended);
                columns.interpolate(blended, row);
                keepLarger(row, best, classes, y * toWidth, matching.index(binary ? 1 : c));
            }
        }
        return LabelMap.of(toWidth, toHeight, classes);
    }

    /**
     * Adds up −log softmax (−log sigmoid for one channel) at the labelled pixels, of logits carried to the labels' size as
     * {@link #classes} does.
     *
     * @param labels indices as {@link #classes} gives them
     * @param ignored label that does not count, −1 for none
     */
    MeanLoss loss(OutputKind kind, ClassMatching matching, LabelMap labels, int ignored) {
        boolean binary = kind == OutputKind.BINARY_LOGIT;
        Axis columns = Axis.between(width, labels.width());
        Axis rows = Axis.between(height, labels.height());
        float[] blended = new float[width];
        float[][] row = new float[channels][labels.width()];
        int[] network = matching.networkClasses();
        double sum = 0;
        long pixels = 0;
        for (int y = 0; y < labels.height(); y++) {
            for (int c = 0; c < channels; c++) {
                blend(c, rows, y, blended);
                columns.interpolate(blended, row[c]);
            }
            for (int x = 0; x < labels.width(); x++) {
                int label = labels.at(x, y);
                if (label != ignored) {
                    int truth = network[label];
                    sum += binary ? softplus(truth == 1 ? -row[0][x] : row[0][x]) : logSum(row, x) - row[truth][x];
                    pixels++;
                }
            }
        }
        return new MeanLoss(sum, pixels);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static double logSum(float[][] row, int x) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float[] channel : row) {
            largest = Math.max(largest, channel[x]);
        }
        double sum = 0;
        for (float[] channel : row) {
            sum += Math.exp(channel[x] - largest);
        }
        return largest + Math.log(sum);
    }

    /** One row of one channel between the two rows of the logits around it. */
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

    /** Where the samples of one axis lie between those of another: low, high and the weight of high. */
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
