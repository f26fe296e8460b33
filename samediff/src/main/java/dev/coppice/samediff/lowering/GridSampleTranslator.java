package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of GridSample by bilinear interpolation: a map times a matrix with the share of each of its points in each sample.
 * The share is h(y − i) · h(x − j) with the hat h(t) = max(0, 1 − |t|), so gradients go into the map and into the grid. Samples
 * outside take zeros, or the nearest point of the border.
 */
final class GridSampleTranslator implements OpTranslator {
    /** Every point has a share in every sample; a picture may have as many shares as this. */
    private static final long MOST_SHARES = 1 << 26;

    @Override
    public void lower(LoweringContext c) {
        Shape in = c.shape(0);
        Shape out = c.outputShape();
        int samples = out.size(2) * out.size(3);
        SDVariable grid =
                c.sd().permute(c.reshape(c.input(1), c.node().input(1), s -> Shape.of(s.size(0), samples, 2)), 0, 2, 1);
        SDVariable columns = shares(c, coordinate(c, grid, 0, in.size(3)), in.size(3));
        SDVariable rows = shares(c, coordinate(c, grid, 1, in.size(2)), in.size(2));
        SDVariable both = c.sd().reshape(rows, -1, in.size(2), 1, samples)
                .mul(c.sd().reshape(columns, -1, 1, in.size(3), samples));
        SDVariable matrix = c.reshape(both, c.node().output(), s -> Shape.of(s.size(0), in.product(2, 4), samples));
        SDVariable flat =
                c.reshape(c.input(0), c.node().input(0), s -> Shape.of(s.size(0), s.size(1), s.size(2) * s.size(3)));
        c.output(c.reshape(flat.mmul(matrix)));
    }

    /** The position of each sample along an axis in units of its points, N×1×samples. */
    private static SDVariable coordinate(LoweringContext c, SDVariable grid, int of, int size) {
        SDVariable at = c.sd().slice(grid, new int[] {0, of, 0}, -1, 1, -1);
        boolean corners = c.attributes().integer("align_corners", 0) == 1;
        SDVariable position = at.add(1).mul((corners ? size - 1 : size) / 2.0).sub(corners ? 0 : 0.5);
        return padding(c).equals("border") ? c.sd().math().clipByValue(position, 0, size - 1) : position;
    }

    /** The share of each point along an axis in each sample, N×size×samples. */
    private static SDVariable shares(LoweringContext c, SDVariable position, int size) {
        float[] points = new float[size];
        for (int i = 0; i < size; i++) {
            points[i] = i;
        }
        SDVariable distance = c.sd().math().abs(position.sub(c.fixed(points, 1, size, 1)));
        return c.sd().nn().relu(distance.rsub(1), 0);
    }

    private static String padding(LoweringContext c) {
        return c.attributes().text("padding_mode", "zeros");
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        String mode = c.attributes().text("mode", "linear");
        if (!mode.equals("linear") && !mode.equals("bilinear")) {
            return Optional.of("in mode " + mode);
        }
        if ((long) c.shape(0).product(2, 4) * c.outputShape().product(2, 4) > MOST_SHARES) {
            return Optional.of("of too many points");
        }
        if (padding(c).equals("reflection")) {
            return Optional.of("that reflects");
        }
        return c.shape(0).rank() == 4
                ? Optional.empty()
                : Optional.of("of rank " + c.shape(0).rank());
    }
}
