package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.Window;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of MaxPool. Uneven padding and what ceil_mode adds are padded first, with the lowest number. */
final class MaxPoolTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Shape in = Spatial.map(c.shape(0));
        Shape out = Spatial.map(c.outputShape());
        Window window = Window.ofPool(c.node(), c.shape(0)).asMap();
        Pooling pooling = Pooling.of(window, in, out);
        SDVariable x = c.map(0);
        if (pooling.isEven()) {
            c.outputMap(pooling.largest(c.sd(), x, in, window.begin()), out);
        } else {
            SDVariable padded = Spatial.pad(c.sd(), x, window.begin(), pooling.end(), -Float.MAX_VALUE);
            c.outputMap(pooling.largest(c.sd(), padded, pooling.padded(in), pooling.none()), out);
        }
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        if (hasReadIndices(c)) {
            return Optional.of("with indices that other than MaxUnpool read");
        }
        return Spatial.windowObjection(c);
    }

    /** MaxUnpool takes the places from the maps themselves. */
    private static boolean hasReadIndices(LoweringContext c) {
        if (c.node().outputs().size() < 2 || c.node().outputs().get(1).isEmpty()) {
            return false;
        }
        String indices = c.node().outputs().get(1);
        return c.graph().isOutput(indices)
                || c.graph().uses(indices).stream().anyMatch(use -> !use.node().is("MaxUnpool"));
    }
}
