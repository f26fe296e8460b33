package dev.coppice.export.form;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/** Pad before 18, whose amounts are those of all axes. */
final class PadAxes implements OpsetRule {
    private static final int REVISED = 18;

    @Override
    public List<Node> apply(Node node, OpsetTarget target) {
        if (target.opset() >= REVISED || !node.hasInput(3)) {
            return List.of(node);
        }
        long[] axes = target.integers(node.input(3), REVISED, "axes");
        long[] pads = target.integers(node.input(1), REVISED, "amounts for some axes");
        int rank = target.shape(node.input(0)).rank();
        long[] all = new long[2 * rank];
        for (int i = 0; i < axes.length; i++) {
            int axis = (int) (axes[i] < 0 ? axes[i] + rank : axes[i]);
            all[axis] = pads[i];
            all[rank + axis] = pads[axes.length + i];
        }
        String name = target.put(node.name() + "/pads", Tensor.vector(all));
        return List.of(
                node.withInputs(node.inputs().subList(0, 3)).withInput(1, name).trimmed());
    }
}
