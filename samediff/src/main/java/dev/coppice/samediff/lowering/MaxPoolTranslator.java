package dev.coppice.samediff.lowering;

import dev.coppice.models.shape.rule.Window;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of MaxPool. Uneven padding and what ceil_mode adds are padded first, with the lowest number. */
final class MaxPoolTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Window window = Window.ofPool(c.node(), c.shape(0));
        Pooling pooling = Pooling.of(window, c.shape(0), c.outputShape());
        SDVariable x = c.input(0);
        if (pooling.isEven()) {
            c.output(c.sd().cnn().maxPooling2d(x, pooling.config(window.begin())));
        } else {
            SDVariable padded = Spatial.pad(c.sd(), x, window.begin(), pooling.end(), -Float.MAX_VALUE);
            c.output(c.sd().cnn().maxPooling2d(padded, pooling.config(0, 0)));
        }
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        if (c.shape(0).rank() != 4) {
            return Optional.of("of rank " + c.shape(0).rank());
        }
        if (hasReadIndices(c)) {
            return Optional.of("with indices that other than MaxUnpool read");
        }
        boolean dilated =
                Arrays.stream(c.attributes().integers("dilations", 1, 1)).anyMatch(d -> d > 1);
        return dilated ? Optional.of("with dilations") : Optional.empty();
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
