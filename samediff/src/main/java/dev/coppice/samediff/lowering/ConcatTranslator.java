package dev.coppice.samediff.lowering;

import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of Concat along one axis. Parts that hold nothing, as rolls by no place write, are left out. */
final class ConcatTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        int axis = c.axis("axis", 0);
        SDVariable[] parts = IntStream.range(0, c.node().inputs().size())
                .filter(i -> c.outputShape().size(axis) == 0 || c.shape(i).size(axis) > 0)
                .mapToObj(c::input)
                .toArray(SDVariable[]::new);
        c.output(parts.length == 1 ? parts[0] : c.sd().concat(axis, parts));
    }
}
