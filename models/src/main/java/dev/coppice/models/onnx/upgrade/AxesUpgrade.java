package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;

/** Upgrade of Squeeze, Unsqueeze and reductions: {@code axes} became an input. */
final class AxesUpgrade implements Upgrade {
    private final int inputSince;

    AxesUpgrade(int inputSince) {
        this.inputSince = inputSince;
    }

    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        if (context.opset() >= inputSince || !node.attributes().has("axes")) {
            return List.of(node);
        }
        long[] axes =
                Arrays.stream(node.attributes().integers("axes")).asLongStream().toArray();
        String name = context.addConstant(node.name() + "_axes", Tensor.vector(axes));
        return List.of(node.withInput(1, name).withAttributes(node.attributes().without("axes")));
    }
}
