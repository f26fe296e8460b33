package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Upgrade of GroupNormalization, whose scale and bias have one value per channel since 21, before that one per group. It is
 * written as one with scales of 1, times the scale, plus the bias. {@code stash_type} stays: it tells
 * the writer to write the arithmetic of opset 21.
 */
final class GroupNormUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        if (context.opset() < 21) {
            return List.of(node);
        }
        Attributes attributes = node.attributes().with("stash_type", 1);
        int rank = context.rank(node.input(0))
                .orElseThrow(() -> new IllegalArgumentException("the rank of '" + node.input(0) + "' is not known"));
        int groups = attributes.integer("num_groups", 1);
        float[] ones = new float[groups];
        Arrays.fill(ones, 1);
        Steps steps = new Steps(node, node.output(), context);
        String scale = context.addConstant(node.output() + "_ones", Tensor.floats(Shape.of(groups), ones));
        String bias = context.addConstant(node.output() + "_zeros", Tensor.floats(Shape.of(groups), new float[groups]));
        String normal = steps.named("n", "GroupNormalization", attributes, node.input(0), scale, bias);
        String scaled = steps.add("Mul", normal, steps.perChannel(node.input(1), rank));
        return steps.finish("Add", scaled, steps.perChannel(node.input(2), rank));
    }
}
