package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.samediff.program.Normalised;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of normalisations by the statistics of one image: y = (x − μ) / √(σ² + ε) · γ + β, with μ and σ² over some axes.
 * γ and β are trained.
 */
enum NormTranslator implements OpTranslator {
    /** LayerNormalization (Ba et al., 2016): over all axes from {@code axis} on. */
    LAYER(-1) {
        @Override
        public void lower(LoweringContext c) {
            Shape in = c.shape(0);
            int first = c.axis("axis", -1);
            int[] axes = IntStream.range(first, in.rank()).toArray();
            Shape ones = Shape.of(IntStream.range(0, in.rank())
                    .map(axis -> axis < first ? 1 : in.size(axis))
                    .toArray());
            if (c.node().outputs().size() == 1) {
                c.output(affine(c, normal(c, c.input(0), in.product(first, in.rank()), axes), ones));
                return;
            }
            Normal normalised = normalise(c, c.input(0), axes);
            c.output(affine(c, normalised.values(), ones));
            c.output(1, normalised.mean());
            c.output(2, normalised.inverse());
        }
    },
    /** InstanceNormalization (Ulyanov et al., 2016): over the map of each channel. */
    INSTANCE(2) {
        @Override
        public void lower(LoweringContext c) {
            Shape in = c.shape(0);
            int[] axes = IntStream.range(2, in.rank()).toArray();
            c.output(affine(c, normal(c, c.input(0), in.product(2, in.rank()), axes), byChannel(c)));
        }
    },
    /** GroupNormalization (Wu and He, 2018): over the maps of the channels of a group; γ and β by group or by channel. */
    GROUP(2) {
        @Override
        public void lower(LoweringContext c) {
            Shape in = c.shape(0);
            int groups = c.attributes().integer("num_groups", 1);
            int width = in.size(-1);
            int rows = in.product(1, in.rank() - 1) / groups;
            SDVariable grouped =
                    c.reshape(c.input(0), c.node().input(0), s -> Shape.of(s.size(0), groups, rows, width));
            SDVariable values = normal(c, grouped, in.product(1, in.rank()) / groups, 2, 3);
            boolean byGroup = c.shape(1).elements() == groups && groups != in.size(1);
            c.output(
                    byGroup
                            ? c.reshape(affine(c, values, Shape.of(1, groups, 1, 1)))
                            : affine(c, c.reshape(values), byChannel(c)));
        }
    };

    private final int firstAxis;

    NormTranslator(int firstAxis) {
        this.firstAxis = firstAxis;
    }

    /**
     * A normalised variable with its statistics.
     *
     * @param inverse 1 / √(σ² + ε)
     */
    private record Normal(SDVariable values, SDVariable mean, SDVariable inverse) {}

    /** The normalised variable alone, by one operator if a compiled program runs it. */
    private static SDVariable normal(LoweringContext c, SDVariable x, long values, int... axes) {
        return c.form().compiled() && Normalised.isAvailable(values)
                ? Normalised.append(c.sd(), x, epsilon(c), axes)
                : normalise(c, x, axes).values();
    }

    private static double epsilon(LoweringContext c) {
        return c.attributes().real("epsilon", 1e-5f);
    }

    private static Normal normalise(LoweringContext c, SDVariable x, int... axes) {
        SDVariable mean = Means.of(x, axes);
        SDVariable centred = x.sub(mean);
        SDVariable variance = Means.of(c.sd().math().square(centred), axes);
        SDVariable inverse = c.sd().math().sqrt(variance.add(epsilon(c))).rdiv(1);
        return new Normal(centred.mul(inverse), mean, inverse);
    }

    private static SDVariable affine(LoweringContext c, SDVariable x, Shape parameters) {
        SDVariable scaled = x.mul(c.weight(1, WeightLayout.plain(parameters)));
        return c.has(2) ? scaled.add(c.weight(2, WeightLayout.plain(parameters))) : scaled;
    }

    private static Shape byChannel(LoweringContext c) {
        int[] sizes = new int[c.shape(0).rank()];
        Arrays.fill(sizes, 1);
        sizes[1] = c.shape(0).size(1);
        return Shape.of(sizes);
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        if (c.shape(0).rank() <= firstAxis) {
            return Optional.of("of rank " + c.shape(0).rank());
        }
        boolean computed = c.constant(1).isEmpty() || (c.has(2) && c.constant(2).isEmpty());
        return computed ? Optional.of("with computed parameters") : Optional.empty();
    }

    @Override
    public boolean trains(int position) {
        return position > 0;
    }
}
