package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.Window;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of AveragePool. It pads with zeros first. If a window covers padding that does not count (count_include_pad =
 * 0, or what ceil_mode adds), a constant map scales the mean. ND4J has a divisor of its own, but SameDiff forgets it when it
 * clones the graph.
 */
final class AveragePoolTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Shape in = Spatial.map(c.shape(0));
        Shape out = Spatial.map(c.outputShape());
        Window window = Window.ofPool(c.node(), c.shape(0)).asMap();
        Pooling pooling = Pooling.of(window, in, out);
        SDVariable padded = Spatial.pad(c.sd(), c.map(0), window.begin(), pooling.end(), 0);
        SDVariable mean = pooling.mean(c.sd(), padded, pooling.padded(in));
        if (pooling.isPadded()) {
            boolean include = c.attributes().integer("count_include_pad", 0) == 1;
            for (int i = 0; i < pooling.end().length; i++) {
                long[] sizes = new long[out.rank()];
                Arrays.fill(sizes, 1);
                sizes[Spatial.SPACE + i] = out.size(Spatial.SPACE + i);
                mean = mean.mul(c.fixed(factors(window, i, in, out, include), sizes));
            }
        }
        c.outputMap(mean, out);
    }

    /** The kernel size divided by the number of counting samples, along one axis. */
    private static float[] factors(Window w, int axis, Shape in, Shape out, boolean include) {
        int low = include ? -w.begin()[axis] : 0;
        int high = in.size(2 + axis) + (include ? w.end()[axis] : 0);
        float[] factors = new float[out.size(2 + axis)];
        for (int i = 0; i < factors.length; i++) {
            int first = i * w.strides()[axis] - w.begin()[axis];
            long counted = IntStream.range(0, w.kernel()[axis])
                    .map(k -> first + k * w.dilations()[axis])
                    .filter(at -> at >= low && at < high)
                    .count();
            factors[i] = (float) w.kernel()[axis] / counted;
        }
        return factors;
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        return Spatial.windowObjection(c);
    }
}
