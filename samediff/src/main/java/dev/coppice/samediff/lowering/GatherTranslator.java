package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of Gather by constant indices. One run of neighbours is a slice. Any other choice is a product with a constant
 * matrix of zeros and ones, as the gradient of SameDiff's gather is wrong; of channels, it is a 1×1 convolution.
 */
final class GatherTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Shape in = c.shape(0);
        int axis = c.axis("axis", 0);
        int[] taken = Arrays.stream(c.integers(1))
                .map(index -> index < 0 ? index + in.size(axis) : index)
                .toArray();
        SDVariable chosen = isRun(taken) ? slice(c, axis, taken) : product(c, axis, taken);
        boolean list = c.constant(1).orElseThrow().shape().rank() == 1;
        c.output(list ? chosen : c.reshape(chosen));
    }

    private static boolean isRun(int... taken) {
        for (int i = 1; i < taken.length; i++) {
            if (taken[i] != taken[i - 1] + 1) {
                return false;
            }
        }
        return true;
    }

    private static SDVariable slice(LoweringContext c, int axis, int... taken) {
        Shape in = c.shape(0);
        if (taken.length == in.size(axis)) {
            return c.sd().identity(c.input(0));
        }
        int[] begin = new int[in.rank()];
        int[] sizes = new int[in.rank()];
        Arrays.fill(sizes, -1);
        begin[axis] = taken[0];
        sizes[axis] = taken.length;
        return c.sd().slice(c.input(0), begin, sizes);
    }

    private static SDVariable product(LoweringContext c, int axis, int... taken) {
        Shape in = c.shape(0);
        float[][] choice = new float[in.size(axis)][taken.length];
        for (int to = 0; to < taken.length; to++) {
            choice[taken[to]][to] = 1;
        }
        return in.rank() == 4 && axis == 1
                ? Spatial.mix(c.sd(), c.input(0), c.fixed(AxisProduct.flat(choice), 1, 1, choice.length, taken.length))
                : AxisProduct.apply(c, c.input(0), in, axis, choice);
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        return c.constant(1).isPresent() ? Optional.empty() : Optional.of("by computed indices");
    }

    @Override
    public boolean trains(int position) {
        return position == 0;
    }
}
