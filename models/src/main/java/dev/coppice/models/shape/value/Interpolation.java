package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.Set;

/** Value of a Resize of a constant, as of position embeddings that a network brings to the size of its input. */
final class Interpolation {
    private static final Set<String> MODES = Set.of("nearest", "linear", "cubic");
    private static final Set<String> COORDINATES =
            Set.of("align_corners", "asymmetric", "half_pixel", "pytorch_half_pixel");

    /** How far the runtime's single precision may move a sample. */
    private static final double ROUNDING = 1e-4;

    private Interpolation() {}

    /** Axis by axis, in double, rounded once for each axis. */
    static Tensor resize(ValueContext c) {
        if (!isPlain(c)) {
            throw new IllegalArgumentException("a Resize of this kind is not computed");
        }
        Tensor x = c.input(0);
        int[] all = new int[x.shape().rank()];
        Arrays.setAll(all, i -> i);
        int[] axes = c.attributes().integers("axes", all);
        int[] sizes = c.integers(3);
        float[] scales = c.has(2) ? c.input(2).toFloats() : new float[0];
        Tensor resized = x;
        for (int i = 0; i < axes.length; i++) {
            int axis = axes[i] < 0 ? axes[i] + all.length : axes[i];
            int size = x.shape().size(axis);
            float scale = sizes.length > 0 ? (float) sizes[i] / size : scales[i];
            int to = sizes.length > 0 ? sizes[i] : (int) Math.floor((double) size * scale);
            if (scale != 1) {
                resized = along(resized, axis, new Axis(c, mode(c), coordinates(c), scale, size, to));
            }
        }
        return resized;
    }

    private static String mode(ValueContext c) {
        return c.attributes().text("mode", "nearest");
    }

    private static String coordinates(ValueContext c) {
        return c.attributes().text("coordinate_transformation_mode", "half_pixel");
    }

    private static boolean isPlain(ValueContext c) {
        return MODES.contains(mode(c))
                && COORDINATES.contains(coordinates(c))
                && c.input(0).type().isFloating()
                && c.attributes().integer("antialias", 0) == 0
                && c.attributes().integer("exclude_outside", 0) == 0
                && c.attributes().text("keep_aspect_ratio_policy", "stretch").equals("stretch");
    }

    private static Tensor along(Tensor x, int axis, Axis taps) {
        Shape shape = x.shape().with(axis, taps.to());
        Elements.check(shape);
        int inner = x.shape().product(axis + 1, x.shape().rank());
        float[] values = x.toFloats();
        double[][] matrix = new double[taps.to()][];
        Arrays.setAll(matrix, taps::weights);
        int[] first = new int[taps.to()];
        Arrays.setAll(first, taps::first);
        return Elements.reals(x.type(), shape, i -> {
            int row = i / inner % taps.to();
            int begin = i / inner / taps.to() * taps.from() * inner + i % inner;
            double sum = 0;
            for (int tap = 0; tap < matrix[row].length; tap++) {
                int at = Math.max(0, Math.min(taps.from() - 1, first[row] + tap));
                sum += matrix[row][tap] * values[begin + at * inner];
            }
            return sum;
        });
    }

    /** One axis: each new sample is a sum of neighbouring old ones, of which those outside repeat the border. */
    private record Axis(ValueContext node, String mode, String coordinates, float scale, int from, int to) {
        /** The first old sample that a new one reads. */
        int first(int sample) {
            return switch (mode) {
                case "nearest" -> nearest(place(sample));
                case "linear" -> (int) Math.floor(clamped(sample));
                default -> (int) Math.floor(place(sample)) - 1;
            };
        }

        double[] weights(int sample) {
            if (mode.equals("nearest")) {
                return new double[] {1};
            }
            if (mode.equals("linear")) {
                double share = clamped(sample) - Math.floor(clamped(sample));
                return new double[] {1 - share, share};
            }
            double share = place(sample) - Math.floor(place(sample));
            return new double[] {outer(1 + share), near(share), near(1 - share), outer(2 - share)};
        }

        private double place(int sample) {
            return switch (coordinates) {
                case "align_corners" -> to == 1 ? 0 : (double) sample * (from - 1) / (to - 1);
                case "asymmetric" -> sample / (double) scale;
                case "pytorch_half_pixel" -> to == 1 ? 0 : (sample + 0.5) / scale - 0.5;
                default -> (sample + 0.5) / scale - 0.5;
            };
        }

        private double clamped(int sample) {
            return Math.max(0, Math.min(from - 1, place(sample)));
        }

        /** The nearest sample. Where it hangs on the runtime's rounding, it is left for run time. */
        private int nearest(double place) {
            boolean isExact = scale == Math.rint(scale) || scale == 0.5f || scale == 0.25f;
            double apart = isExact ? 0 : ROUNDING;
            int below = round(place - apart);
            if (below != round(place + apart)) {
                throw new IllegalArgumentException("sample " + place + " lies between two");
            }
            return below;
        }

        private int round(double place) {
            return (int)
                    switch (node.attributes().text("nearest_mode", "round_prefer_floor")) {
                        case "floor" -> Math.floor(place);
                        case "ceil" -> Math.ceil(place);
                        case "round_prefer_ceil" -> Math.floor(place + 0.5);
                        default -> Math.ceil(place - 0.5);
                    };
        }

        private double sharpness() {
            return node.attributes().real("cubic_coeff_a", -0.75f);
        }

        /** The weight of a cubic convolution up to one sample away. */
        private double near(double x) {
            double a = sharpness();
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }

        /** Its weight from one to two samples away. */
        private double outer(double x) {
            double a = sharpness();
            return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
        }
    }
}
