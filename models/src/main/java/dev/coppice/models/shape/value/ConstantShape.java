package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ShapeContext;
import dev.coppice.models.shape.rule.ShapeRule;
import java.util.List;
import java.util.Map;

/** Shape rule of Constant: the shape of its value. */
public final class ConstantShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        return List.of(ValueRules.evaluate(c.node(), Map.of())
                .map(Tensor::shape)
                .orElseThrow(() -> new IllegalArgumentException("its value is of a kind that is not supported")));
    }
}
