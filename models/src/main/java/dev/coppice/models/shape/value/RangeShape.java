package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ShapeContext;
import dev.coppice.models.shape.rule.ShapeRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shape rule of Range: one element per step between start and limit. */
public final class RangeShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        return List.of(ValueRules.evaluate(c.node(), values(c))
                .map(Tensor::shape)
                .orElseThrow(() -> new IllegalArgumentException("its bounds are computed at run time")));
    }

    private static Map<String, Tensor> values(ShapeContext c) {
        Map<String, Tensor> values = new HashMap<>();
        c.node().inputs().forEach(input -> c.constants().apply(input).ifPresent(v -> values.put(input, v)));
        return values;
    }
}
