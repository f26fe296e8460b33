package dev.coppice.samediff.lowering;

import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Optional;

/** Translator of CumSum along a constant axis, as a product with a triangle of ones. */
final class CumSumTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        int axis = ShapeContext.axis(c.integers(1)[0], c.shape(0).rank());
        int size = c.shape(0).size(axis);
        boolean exclusive = c.attributes().integer("exclusive", 0) == 1;
        boolean reverse = c.attributes().integer("reverse", 0) == 1;
        float[][] triangle = new float[size][size];
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                boolean counts = reverse ? from >= to : from <= to;
                triangle[from][to] = counts && !(exclusive && from == to) ? 1 : 0;
            }
        }
        c.output(AxisProduct.apply(c, c.input(0), c.shape(0), axis, triangle));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        return c.constant(1).isEmpty() ? Optional.of("along a computed axis") : Optional.empty();
    }
}
