package dev.coppice.export.form;

import dev.coppice.models.graph.Node;
import java.util.Arrays;
import java.util.List;

/** Reshape before 14, where a 0 copies the size of the input's axis. Only a target without 0 means the same. */
final class ReshapeZeros implements OpsetRule {
    private static final int REVISED = 14;

    @Override
    public List<Node> apply(Node node, OpsetTarget target) {
        if (target.opset() >= REVISED) {
            return List.of(node);
        }
        boolean free = node.attributes().integer("allowzero", 0) == 0
                || target.value(node.input(1))
                        .filter(sizes -> Arrays.stream(sizes.toLongs()).allMatch(size -> size != 0))
                        .isPresent();
        if (!free) {
            throw new NewerOpsetException(REVISED, "may be asked for an axis of size 0");
        }
        return List.of(node.withAttributes(node.attributes().without("allowzero")));
    }
}
