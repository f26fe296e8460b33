package dev.coppice.samediff.lowering;

import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of Concat along one axis. */
final class ConcatTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        SDVariable[] parts =
                IntStream.range(0, c.node().inputs().size()).mapToObj(c::input).toArray(SDVariable[]::new);
        c.output(parts.length == 1 ? parts[0] : c.sd().concat(c.axis("axis", 0), parts));
    }
}
