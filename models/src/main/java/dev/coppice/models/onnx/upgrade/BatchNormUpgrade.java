package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Upgrade of BatchNormalization in inference. {@code spatial} (before 9) must be on, and running statistics are inputs only.
 * On a constant it may take its own statistics, as exporters write weight standardisation; that is written out, and folding
 * computes it.
 */
final class BatchNormUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        Attributes attributes = node.attributes();
        if (attributes.integer("spatial", 1) != 1) {
            throw new IllegalArgumentException("spatial is 0 (statistics per pixel)");
        }
        boolean statistics = node.outputs().stream().skip(1).anyMatch(o -> !o.isEmpty() && context.isRead(o));
        boolean training = attributes.integer("training_mode", 0) != 0;
        Optional<Tensor> constant = training && !statistics ? context.constant(node.input(0)) : Optional.empty();
        if (constant.isPresent()) {
            return writtenOut(node, context, constant.get().shape().rank());
        }
        if (training || statistics) {
            throw new IllegalArgumentException(
                    "it takes statistics of the batch (training mode); export the network in evaluation mode");
        }
        return List.of(node.withOutputs(node.outputs().subList(0, 1))
                .withAttributes(attributes.without("spatial", "training_mode", "momentum", "is_test")));
    }

    private static List<Node> writtenOut(Node node, UpgradeContext context, int rank) {
        Steps steps = new Steps(node, context);
        String x = node.input(0);
        String others = steps.longs(
                "axes", LongStream.range(0, rank).filter(axis -> axis != 1).toArray());
        String centred = steps.add("Sub", x, steps.add("ReduceMean", x, others));
        String variance = steps.add("ReduceMean", steps.add("Mul", centred, centred), others);
        String epsilon = steps.scalar("epsilon", node.attributes().real("epsilon", 1e-5f));
        String deviation = steps.add("Sqrt", steps.add("Add", variance, epsilon));
        String scaled = steps.add("Mul", steps.add("Div", centred, deviation), steps.perChannel(node.input(1), rank));
        return steps.finish("Add", scaled, steps.perChannel(node.input(2), rank));
    }
}
