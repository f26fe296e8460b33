package dev.coppice.samediff.lowering;

import dev.coppice.models.shape.rule.Window;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of LpPool and GlobalLpPool: (Σ |x|ᵖ)^(1/p) over windows or whole maps. */
enum LpPoolTranslator implements OpTranslator {
    /** LpPool; padding counts as zeros. */
    WINDOWS {
        @Override
        SDVariable sum(LoweringContext c, SDVariable powers) {
            Window window = Window.ofPool(c.node(), c.shape(0));
            Pooling pooling = Pooling.of(window, c.shape(0), c.outputShape());
            SDVariable padded = Spatial.pad(c.sd(), powers, window.begin(), pooling.end(), 0);
            return c.sd().cnn()
                    .avgPooling2d(padded, pooling.config(0, 0))
                    .mul((double) window.kernel()[0] * window.kernel()[1]);
        }

        @Override
        public Optional<String> objection(LoweringContext c) {
            if (c.shape(0).rank() != 4) {
                return Optional.of("of rank " + c.shape(0).rank());
            }
            boolean dilated =
                    Arrays.stream(c.attributes().integers("dilations", 1, 1)).anyMatch(d -> d > 1);
            return dilated ? Optional.of("with dilations") : Optional.empty();
        }
    },
    /** GlobalLpPool. */
    GLOBAL {
        @Override
        SDVariable sum(LoweringContext c, SDVariable powers) {
            return powers.sum(true, IntStream.range(2, c.shape(0).rank()).toArray());
        }
    };

    @Override
    public void lower(LoweringContext c) {
        int p = c.attributes().integer("p", 2);
        SDVariable x = c.input(0);
        if (p == 2) {
            c.output(ReductionTranslator.root(c.sd(), sum(c, c.sd().math().square(x))));
        } else if (p == 1) {
            c.output(sum(c, c.sd().math().abs(x)));
        } else {
            SDVariable sum = sum(c, c.sd().math().pow(c.sd().math().abs(x), p));
            SDVariable some = TruthTranslator.differs(c.sd(), sum);
            c.output(c.sd().math().pow(sum.add(some.rsub(1)), 1.0 / p).mul(some));
        }
    }

    /** The sum of each window. */
    abstract SDVariable sum(LoweringContext c, SDVariable powers);
}
