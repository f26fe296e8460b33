package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;

/** Upgrade of Split: sizes became an input in 13, and since 18 the number of equal parts is an attribute. */
final class SplitUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        if (context.opset() >= 18) {
            return List.of(node);
        }
        if (context.opset() < 13 && node.attributes().has("split")) {
            long[] sizes = Arrays.stream(node.attributes().integers("split"))
                    .asLongStream()
                    .toArray();
            String input = context.addConstant(node.name() + "_split", Tensor.vector(sizes));
            return List.of(
                    node.withInput(1, input).withAttributes(node.attributes().without("split")));
        }
        return List.of(
                node.hasInput(1)
                        ? node
                        : node.withAttributes(node.attributes()
                                .with("num_outputs", node.outputs().size())));
    }
}
