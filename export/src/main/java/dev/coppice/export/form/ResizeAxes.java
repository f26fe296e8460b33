package dev.coppice.export.form;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Resize before 18, whose scales and sizes are those of all axes. */
final class ResizeAxes implements OpsetRule {
    private static final int REVISED = 18;
    private static final int REGION = 1;
    private static final int SCALES = 2;
    private static final int SIZES = 3;

    @Override
    public List<Node> apply(Node node, OpsetTarget target) {
        if (target.opset() >= REVISED || !node.attributes().has("axes")) {
            return List.of(node);
        }
        int rank = target.shape(node.input(0)).rank();
        int[] axes = Arrays.stream(node.attributes().integers("axes"))
                .map(axis -> axis < 0 ? axis + rank : axis)
                .toArray();
        Node all = node.withAttributes(node.attributes().without("axes"));
        if (node.hasInput(REGION)
                && !target.constant(node.input(REGION))
                        .map(t -> t.shape().elements() == 0)
                        .orElse(false)) {
            throw new NewerOpsetException(REVISED, "reads a region of some axes");
        }
        return node.hasInput(SIZES) ? sized(all, axes, rank, target) : scaled(all, axes, rank, target);
    }

    private static List<Node> scaled(Node node, int[] axes, int rank, OpsetTarget target) {
        float[] given = target.constant(node.input(SCALES))
                .map(Tensor::toFloats)
                .orElseThrow(() -> new NewerOpsetException(REVISED, "has scales of some axes, computed at run time"));
        float[] scales = new float[rank];
        Arrays.fill(scales, 1);
        for (int i = 0; i < axes.length; i++) {
            scales[axes[i]] = given[i];
        }
        String name = target.put(node.name() + "/scales", Tensor.floats(Shape.of(rank), scales));
        return List.of(node.withInput(SCALES, name));
    }

    /** The sizes of other axes are those of the input, which may be open: Shape and Gather read them. */
    private static List<Node> sized(Node node, int[] axes, int rank, OpsetTarget target) {
        String name = node.name() + "/";
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.of("Shape", name + "shape", Attributes.NONE, node.input(0)));
        nodes.add(Node.of("Concat", name + "both", Attributes.NONE.with("axis", 0), name + "shape", node.input(SIZES)));
        long[] from = new long[rank];
        Arrays.setAll(from, axis -> axis);
        for (int i = 0; i < axes.length; i++) {
            from[axes[i]] = (long) rank + i;
        }
        String order = target.put(name + "order", Tensor.vector(from));
        nodes.add(Node.of("Gather", name + "sizes", Attributes.NONE.with("axis", 0), name + "both", order));
        nodes.add(node.withInput(SIZES, name + "sizes"));
        return nodes;
    }
}
