package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Upgrade of BatchNormalization. {@code spatial} (before 9) must be on. In inference its statistics are inputs only. In training
 * mode it takes those of what it reads, in ONNX Runtime, too: that is written out, and computed by folding where it reads a
 * constant, as exporters write weight standardisation. Before 14 all five outputs say so, whether or not they are read.
 */
final class BatchNormUpgrade implements Upgrade {
    private static final int TRAINING_ATTRIBUTE = 14;
    private static final int TRAINING_OUTPUTS = 5;

    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        Attributes attributes = node.attributes();
        if (attributes.integer("spatial", 1) != 1) {
            throw new IllegalArgumentException("spatial is 0 (statistics per pixel)");
        }
        List<String> read = node.outputs().stream()
                .skip(1)
                .filter(o -> !o.isEmpty() && context.isRead(o))
                .toList();
        if (!read.isEmpty()) {
            throw new IllegalArgumentException("its statistics '" + String.join("', '", read)
                    + "' are read; remove what reads them, or export the network in evaluation mode");
        }
        if (isTraining(node, context)) {
            return writtenOut(node, context, rank(node.input(0), context));
        }
        return List.of(node.withOutputs(node.outputs().subList(0, 1))
                .withAttributes(attributes.without("spatial", "training_mode", "momentum", "is_test")));
    }

    private static boolean isTraining(Node node, UpgradeContext context) {
        return context.opset() < TRAINING_ATTRIBUTE
                ? node.outputs().size() == TRAINING_OUTPUTS
                : node.attributes().integer("training_mode", 0) != 0;
    }

    private static int rank(String tensor, UpgradeContext context) {
        return context.constant(tensor)
                .map(t -> t.shape().rank())
                .or(() -> context.rank(tensor))
                .orElseThrow(() -> new IllegalArgumentException(
                        "it takes statistics of the batch (training mode), and the rank of '" + tensor
                                + "' is not known; export the network in evaluation mode"));
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
