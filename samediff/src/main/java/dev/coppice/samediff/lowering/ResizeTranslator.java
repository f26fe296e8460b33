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
        if (!mode.equals("nearest") && !mode.equals("linear")) {
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
        boolean nearest = a.text("mode", "nearest").equals("nearest");
        double scale = scale(c, axis, (double) to / from);
        float[][] matrix = new float[to][from];
        for (int i = 0; i < to; i++) {
            double x = source(a.text("coordinate_transformation_mode", "half_pixel"), i, scale, from, to);
            if (nearest) {
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
