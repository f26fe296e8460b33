package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/** Upgrade of DFT, whose axis became an input in 20, the last but one by default. */
final class DftUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        if (context.opset() < 20) {
            return List.of(node);
        }
        long axis = -2;
        if (node.hasInput(2)) {
            axis = context.constant(node.input(2))
                    .map(Tensor::toLongs)
                    .orElseThrow(() -> new IllegalArgumentException("its axis is computed at run time"))[0];
        }
        return List.of(node.withInputs(
                        node.inputs().subList(0, Math.min(2, node.inputs().size())))
                .withAttributes(node.attributes().with("axis", (int) axis)));
    }
}
