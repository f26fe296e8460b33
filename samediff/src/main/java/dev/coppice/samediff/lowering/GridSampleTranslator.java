package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of GridSample: a map times a matrix with the share of each of its points in each sample. The share is
 * k(y − i) · k(x − j) with the kernel of the mode, so gradients go into the map and into the grid; none goes into the grid of
 * nearest points. Samples outside take zeros, the nearest point of the border, or points as the border reflects them.
 */
final class GridSampleTranslator implements OpTranslator {
    /** Every point has a share in every sample; a picture may have as many shares as this. */
    private static final long MOST_SHARES = 1 << 26;

    private static final String NEAREST = "nearest";
    private static final String REFLECTION = "reflection";

    /** The parameter of the cubic kernel. */
    private static final double A = -0.75;

    /** A place that no kernel reaches from any sample near the map. */
    private static final float NOWHERE = -1e6f;

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
        SDVariable at = c.sd().slice(grid, new int[] {0, of, 0}, -1, 1, -1).add(1);
        boolean corners = hasCorners(c);
        SDVariable given =
                corners ? at.div(2).mul(size - 1) : at.mul(size).sub(1).div(2);
        SDVariable position = mode(c).equals(NEAREST) ? nearest(c, given) : given;
        return switch (padding(c)) {
            case "border" -> c.sd().math().clipByValue(position, -beyond(c), size - 1 + beyond(c));
            case REFLECTION -> reflected(c, position, corners ? 0 : -0.5, corners ? size - 1 : size);
            default -> position;
        };
    }

    /** The nearest whole number, of two the even one. */
    private static SDVariable nearest(LoweringContext c, SDVariable x) {
        SDVariable above = c.sd().math().floor(x.add(0.5));
        SDVariable between =
                TruthTranslator.differs(c.sd(), above.sub(x).sub(0.5)).rsub(1);
        return above.sub(between.mul(odd(c, above)));
    }

    /** 1 for odd whole numbers, 0 for even ones. */
    private static SDVariable odd(LoweringContext c, SDVariable whole) {
        return whole.sub(c.sd().math().floor(whole.mul(0.5)).mul(2));
    }

    /** A position that goes back and forth between the border and the border behind {@code range}. */
    private static SDVariable reflected(LoweringContext c, SDVariable x, double border, int range) {
        if (range == 0) {
            return x.mul(0);
        }
        SDVariable beyond = c.sd().math().abs(x.sub(border));
        SDVariable times = c.sd().math().floor(beyond.div(range));
        SDVariable rest = beyond.sub(times.mul(range));
        SDVariable back = odd(c, times);
        return rest.add(back.mul(rest.mul(-2).add(range))).add(border);
    }

    /** The share of each point along an axis in each sample, N×size×samples: that of all places that show it. */
    private static SDVariable shares(LoweringContext c, SDVariable position, int size) {
        List<SDVariable> shares = new ArrayList<>();
        for (float[] places : places(c, size)) {
            SDVariable distance = c.sd().math().abs(position.sub(c.fixed(places, 1, size, 1)));
            shares.add(beyond(c) > 0 ? cubic(c, distance) : c.sd().nn().relu(distance.rsub(1), 0));
        }
        return shares.stream().reduce(SDVariable::add).orElseThrow();
    }

    /** The places on and beside the axis that show each point: the first of every point, then the second of those with two. */
    private static List<float[]> places(LoweringContext c, int size) {
        List<float[]> layers = new ArrayList<>();
        int[] found = new int[size];
        int margin = beyond(c) + 1;
        for (int i = 0; i < size + 2 * margin; i++) {
            int place = i < size ? i : i < size + margin ? size - 1 - i : i - margin;
            OptionalInt point = point(c, place, size);
            if (point.isPresent()) {
                int layer = found[point.getAsInt()]++;
                if (layer == layers.size()) {
                    float[] none = new float[size];
                    Arrays.fill(none, NOWHERE);
                    layers.add(none);
                }
                layers.get(layer)[point.getAsInt()] = place;
            }
        }
        return layers;
    }

    /** The point that a place shows; none for zeros. */
    private static OptionalInt point(LoweringContext c, int place, int size) {
        if (place >= 0 && place < size) {
            return OptionalInt.of(place);
        }
        return switch (padding(c)) {
            case "border" -> OptionalInt.of(place < 0 ? 0 : size - 1);
            case REFLECTION -> OptionalInt.of(mirrored(place, size, hasCorners(c)));
            default -> OptionalInt.empty();
        };
    }

    private static int mirrored(int place, int size, boolean corners) {
        int period = corners ? Math.max(1, 2 * size - 2) : 2 * size;
        int at = Math.floorMod(place, period);
        return at < size ? at : (corners ? 2 * size - 2 : 2 * size - 1) - at;
    }

    /** The kernel of cubic convolution (Keys, 1981) with a = −0.75: one cubic up to a distance of 1, another from there to 2. */
    private static SDVariable cubic(LoweringContext c, SDVariable distance) {
        SDVariable near = c.sd().math().clipByValue(distance, 0, 1);
        SDVariable far = c.sd().math().clipByValue(distance, 1, 2);
        SDVariable inner = near.mul(A + 2).sub(A + 3).mul(near).mul(near).add(1);
        SDVariable outer = far.sub(5).mul(far).add(8).mul(far).sub(4).mul(A);
        return inner.add(outer);
    }

    /** How far beyond the border a position makes a difference; its kernel reaches one point further. */
    private static int beyond(LoweringContext c) {
        return mode(c).contains("cubic") ? 2 : 0;
    }

    private static boolean hasCorners(LoweringContext c) {
        return c.attributes().integer("align_corners", 0) == 1;
    }

    private static String mode(LoweringContext c) {
        return c.attributes().text("mode", "bilinear");
    }

    private static String padding(LoweringContext c) {
        return c.attributes().text("padding_mode", "zeros");
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        if ((long) c.shape(0).product(2, 4) * c.outputShape().product(2, 4) > MOST_SHARES) {
            return Optional.of("of too many points");
        }
        return c.shape(0).rank() == 4
                ? Optional.empty()
                : Optional.of("of rank " + c.shape(0).rank());
    }
}
