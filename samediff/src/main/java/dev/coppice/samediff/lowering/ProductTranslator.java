package dev.coppice.samediff.lowering;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of products over axes: half of an axis times the other half, until one entry is left. SameDiff's own product has
 * a gradient that divides by each factor, and so none where one is 0.
 */
final class ProductTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        SDVariable x = c.input(0);
        for (int axis : ReductionTranslator.axes(c)) {
            for (int left = c.shape(0).size(axis); left > 1; left -= left / 2) {
                int half = left / 2;
                SDVariable product = part(c, x, axis, 0, half).mul(part(c, x, axis, half, half));
                x = left % 2 == 0 ? product : c.sd().concat(axis, product, part(c, x, axis, 2 * half, 1));
            }
        }
        c.output(c.reshape(x));
    }

    private static SDVariable part(LoweringContext c, SDVariable x, int axis, int from, int count) {
        int[] begin = new int[c.shape(0).rank()];
        int[] size = new int[begin.length];
        Arrays.fill(size, -1);
        begin[axis] = from;
        size[axis] = count;
        return c.sd().slice(x, begin, size);
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        if (c.has(1) && c.constant(1).isEmpty()) {
            return Optional.of("over computed axes");
        }
        boolean pictures = Arrays.stream(ReductionTranslator.axes(c)).anyMatch(axis -> axis == 0);
        return c.form().wider().isPresent() && pictures
                ? Optional.of("over the pictures of a batch of any size")
                : Optional.empty();
    }
}
