package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Translator of Resize of space axes, linear or nearest, to constant matrices. ND4J's resize operators have no
 * gradient.
 */
final class ResizeTranslator implements OpTranslator {
    private static final List<String> COORDINATES =
            List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric");

    @Override
    public void lower(LoweringContext c) {
        c.output(SeparableMap.lower(c, axis -> matrix(c, axis)));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        Attributes a = c.attributes();
        String mode = a.text("mode", "nearest");
        String coordinates = a.text("coordinate_transformation_mode", "half_pixel");
        if (!List.of("nearest", "linear", "cubic").contains(mode)) {
            return Optional.of("in mode " + mode);
        }
        if (!COORDINATES.contains(coordinates)) {
            return Optional.of("with coordinates " + coordinates);
        }
        if (a.integer("antialias", 0) == 1) {
            return Optional.of("with antialias");
        }
        Shape in = c.shape(0);
        if (Spatial.objection(in).isPresent()) {
            return Spatial.objection(in);
        }
        boolean spatial = in.size(0) == c.outputShape().size(0)
                && in.size(1) == c.outputShape().size(1);
        return spatial ? Optional.empty() : Optional.of("of other axes than those of space");
    }

    private static float[][] matrix(LoweringContext c, int axis) {
        int from = c.shape(0).size(axis);
        int to = c.outputShape().size(axis);
        Attributes a = c.attributes();
        String mode = a.text("mode", "nearest");
        double scale = scale(c, axis, (double) to / from);
        float[][] matrix = new float[to][from];
        for (int i = 0; i < to; i++) {
            double x = source(a.text("coordinate_transformation_mode", "half_pixel"), i, scale, from, to);
            if (mode.equals("cubic")) {
                cubic(a, x, matrix[i]);
            } else if (mode.equals("nearest")) {
                int at = nearest(a.text("nearest_mode", "round_prefer_floor"), x);
                matrix[i][Math.max(0, Math.min(from - 1, at))] = 1;
            } else {
                double inside = Math.max(0, Math.min(from - 1, x));
                int low = Math.min(from - 1, (int) Math.floor(inside));
                float share = (float) (inside - low);
                matrix[i][low] += 1 - share;
                matrix[i][Math.min(from - 1, low + 1)] += share;
            }
        }
        return matrix;
    }

    /** Adds the shares of the four points around a position (Keys, 1981); points outside are left out or those of the border. */
    private static void cubic(Attributes a, double x, float... row) {
        boolean exclude = a.integer("exclude_outside", 0) == 1;
        int low = (int) Math.floor(x);
        double[] shares = new double[4];
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
            int at = low - 1 + k;
            boolean outside = at < 0 || at >= row.length;
            shares[k] = exclude && outside ? 0 : cubic(Math.abs(x - at), a.real("cubic_coeff_a", -0.75f));
            sum += shares[k];
        }
        for (int k = 0; k < shares.length; k++) {
            row[Math.max(0, Math.min(row.length - 1, low - 1 + k))] += (float) (shares[k] / sum);
        }
    }

    private static double cubic(double distance, double a) {
        double d = distance;
        return d <= 1
                ? (a + 2) * d * d * d - (a + 3) * d * d + 1
                : d < 2 ? a * d * d * d - 5 * a * d * d + 8 * a * d - 4 * a : 0;
    }

    /** The given scale, which may differ from the ratio of the sizes. */
    private static double scale(LoweringContext c, int axis, double ratio) {
        int[] all = IntStream.range(0, c.shape(0).rank()).toArray();
        int[] axes = c.attributes().integers("axes", all);
        float[] scales = c.constant(2).map(Tensor::toFloats).orElse(new float[0]);
        int position = IntStream.range(0, axes.length)
                .filter(i -> Math.floorMod(axes[i], all.length) == axis)
                .findFirst()
                .orElse(-1);
        return position >= 0 && scales.length == axes.length ? scales[position] : ratio;
    }

    private static double source(String coordinates, int i, double scale, int from, int to) {
        return switch (coordinates) {
            case "align_corners" -> to == 1 ? 0 : i * (from - 1.0) / (to - 1);
            case "asymmetric" -> i / scale;
            case "pytorch_half_pixel" -> to == 1 ? 0 : (i + 0.5) / scale - 0.5;
            default -> (i + 0.5) / scale - 0.5;
        };
    }

    private static int nearest(String mode, double x) {
        return (int)
                switch (mode) {
                    case "floor" -> Math.floor(x);
                    case "ceil" -> Math.ceil(x);
                    case "round_prefer_ceil" -> Math.floor(x + 0.5);
                    default -> Math.ceil(x - 0.5);
                };
    }
}
