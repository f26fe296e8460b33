package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.Window;

/** Value of a convolution of constants, as of position embeddings that a network projects. Sums are in double. */
final class Convolution {
    /** The largest number of multiplications. A larger convolution stays for run time. */
    private static final long MOST = 1L << 28;

    private Convolution() {}

    static Tensor conv(ValueContext c) {
        Tensor x = c.input(0);
        Tensor w = c.input(1);
        if (!x.type().isFloating() || x.type() != w.type()) {
            throw new IllegalArgumentException("the convolution of " + x + " with " + w + " is not computed");
        }
        Window window = Window.ofConv(c.node(), x.shape(), w.shape());
        int groups = c.attributes().integer("group", 1);
        Shape out = window.output(x.shape(), w.shape().size(0), false);
        int inner = w.shape().size(1);
        int taps = w.shape().product(2, w.shape().rank());
        boolean fits = groups > 0
                && w.shape().size(0) % groups == 0
                && inner * groups == x.shape().size(1);
        if (!fits || Math.multiplyExact(out.elements(), (long) inner * taps) > MOST) {
            throw new IllegalArgumentException("the convolution of " + x + " with " + w + " is not computed");
        }
        double[] bias = c.has(2) ? c.input(2).toDoubles() : new double[out.size(1)];
        Sums sums = new Sums(x.toFloats(), w.toFloats(), x.shape(), w.shape(), out, window, out.size(1) / groups);
        return Elements.reals(x.type(), out, i -> sums.at(i) + bias[i / sums.area() % out.size(1)]);
    }

    /** The sums over windows. */
    @SuppressWarnings("ArrayRecordComponent") // never changed after construction
    private record Sums(
            float[] x, float[] w, Shape input, Shape weights, Shape output, Window window, int channelsOfGroup) {
        int area() {
            return output.product(2, output.rank());
        }

        double at(int element) {
            int channel = element / area() % output.size(1);
            int image = element / area() / output.size(1);
            int inner = weights.size(1);
            int taps = weights.product(2, weights.rank());
            int area = input.product(2, input.rank());
            int first = image * input.size(1) + channel / channelsOfGroup * inner;
            double sum = 0;
            for (int tap = 0; tap < taps; tap++) {
                int sample = sample(element % area(), tap);
                for (int i = 0; i < inner && sample >= 0; i++) {
                    sum += (double) x[(first + i) * area + sample] * w[(channel * inner + i) * taps + tap];
                }
            }
            return sum;
        }

        /** The sample of a map that a tap reads; below 0 if it reads padding. */
        private int sample(int place, int tap) {
            int sample = 0;
            int stride = 1;
            int left = place;
            int leftTap = tap;
            for (int axis = window.kernel().length - 1; axis >= 0; axis--) {
                int at = left % output.size(2 + axis) * window.strides()[axis]
                        + leftTap % window.kernel()[axis] * window.dilations()[axis]
                        - window.begin()[axis];
                if (at < 0 || at >= input.size(2 + axis)) {
                    return -1;
                }
                sample += at * stride;
                stride *= input.size(2 + axis);
                left /= output.size(2 + axis);
                leftTap /= window.kernel()[axis];
            }
            return sample;
        }
    }
}
