package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
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
            Shape in = Spatial.map(c.shape(0));
            Window window = Window.ofPool(c.node(), c.shape(0)).asMap();
            Pooling pooling = Pooling.of(window, in, Spatial.map(c.outputShape()));
            SDVariable padded = Spatial.pad(c.sd(), powers, window.begin(), pooling.end(), 0);
            double area = Arrays.stream(window.kernel()).reduce(1, (a, b) -> a * b);
            return pooling.mean(c.sd(), padded, pooling.padded(in)).mul(area);
        }

        @Override
        public void lower(LoweringContext c) {
            c.outputMap(norm(c, c.map(0)), Spatial.map(c.outputShape()));
        }

        @Override
        public Optional<String> objection(LoweringContext c) {
            return Spatial.windowObjection(c);
        }
    },
    /** GlobalLpPool. */
    GLOBAL {
        @Override
        public void lower(LoweringContext c) {
            c.output(norm(c, c.input(0)));
        }

        @Override
        SDVariable sum(LoweringContext c, SDVariable powers) {
            return powers.sum(true, IntStream.range(2, c.shape(0).rank()).toArray());
        }
    };

    /** The norm of each window. */
    SDVariable norm(LoweringContext c, SDVariable x) {
        int p = c.attributes().integer("p", 2);
        if (p == 2) {
            return ReductionTranslator.root(c.sd(), sum(c, c.sd().math().square(x)));
        }
        if (p == 1) {
            return sum(c, c.sd().math().abs(x));
        }
        SDVariable sum = sum(c, c.sd().math().pow(c.sd().math().abs(x), p));
        SDVariable some = TruthTranslator.differs(c.sd(), sum);
        return c.sd().math().pow(sum.add(some.rsub(1)), 1.0 / p).mul(some);
    }

    /** The sum of each window. */
    abstract SDVariable sum(LoweringContext c, SDVariable powers);
}
