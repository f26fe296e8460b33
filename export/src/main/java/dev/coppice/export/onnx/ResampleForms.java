package dev.coppice.export.onnx;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.ResampleMatrix;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Forms of the Resample nodes of one graph as ONNX operators; equal matrices become one constant. */
final class ResampleForms {
    private final Graph graph;
    private final Shapes shapes;
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private boolean fixesSize;

    /** Height (axis 0) and width (axis 1) before and after the node. */
    private record Sizes(Shape in, Shape out) {
        int from(int axis) {
            return in.size(2 + axis);
        }

        int to(int axis) {
            return out.size(2 + axis);
        }

        boolean shrinksByWholeFactors() {
            return from(0) % to(0) == 0 && from(1) % to(1) == 0;
        }

        boolean grows() {
            return to(0) >= from(0) && to(1) >= from(1);
        }

        boolean stays(int axis) {
            return from(axis) == to(axis);
        }
    }

    ResampleForms(Graph graph, Shapes shapes) {
        this.graph = graph;
        this.shapes = shapes;
    }

    /** The nodes that replace a Resample node. */
    List<Node> of(Node node) {
        Resampling kind = Resample.of(node).kind();
        Sizes sizes = new Sizes(shapes.of(node.input(0)), shapes.of(node.output()));
        if (sizes.stays(0) && sizes.stays(1)) {
            return List.of(named(node, "Identity", Attributes.NONE, List.of(node.input(0))));
        }
        if (kind == Resampling.AREA && sizes.shrinksByWholeFactors()) {
            return List.of(averagePool(node, sizes));
        }
        if (kind.isLinear() || (kind == Resampling.AREA && sizes.grows())) {
            boolean corners = kind == Resampling.BILINEAR_ALIGN_CORNERS;
            return List.of(resize(node, sizes, corners ? "align_corners" : "half_pixel"));
        }
        fixesSize = true;
        return products(node, kind, sizes);
    }

    /** The constants that the nodes read. */
    Map<String, Tensor> constants() {
        return constants;
    }

    /** Whether some node works at one size only. */
    boolean fixesSize() {
        return fixesSize;
    }

    private static Node averagePool(Node node, Sizes sizes) {
        int[] factors = {sizes.from(0) / sizes.to(0), sizes.from(1) / sizes.to(1)};
        Attributes attributes = Attributes.NONE.with("kernel_shape", factors).with("strides", factors);
        return named(node, "AveragePool", attributes, List.of(node.input(0)));
    }

    /** A Resize by scales of all four axes: ONNX Runtime cannot move a Transpose across a Resize of only some axes. */
    private Node resize(Node node, Sizes sizes, String coordinates) {
        Attributes attributes =
                Attributes.NONE.with("mode", "linear").with("coordinate_transformation_mode", coordinates);
        Tensor scales = Tensor.floats(Shape.of(4), 1, 1, scale(sizes, 0), scale(sizes, 1));
        String name = constant("resample_scales_" + node.name(), scales);
        return named(node, "Resize", attributes, List.of(node.input(0), "", name));
    }

    /**
     * The scale, rounded up: Resize gives ⌊size · scale⌋ samples, in single or double precision, which must not be one
     * too few.
     */
    private static float scale(Sizes sizes, int axis) {
        double exact = (double) sizes.to(axis) / sizes.from(axis);
        float nearest = (float) exact;
        return nearest < exact ? Math.nextUp(nearest) : nearest;
    }

    /** The products X·Bᵀ over the width, then A·(…) over the height, without an axis that keeps its size. */
    private List<Node> products(Node node, Resampling kind, Sizes sizes) {
        List<Node> nodes = new ArrayList<>();
        String x = node.input(0);
        if (!sizes.stays(1)) {
            String matrix = matrix(kind, sizes.from(1), sizes.to(1), true);
            if (sizes.stays(0)) {
                return List.of(named(node, "MatMul", Attributes.NONE, List.of(x, matrix)));
            }
            String rows = fresh(node.name() + "_width");
            nodes.add(Node.of("MatMul", rows, Attributes.NONE, x, matrix));
            x = rows;
        }
        String matrix = matrix(kind, sizes.from(0), sizes.to(0), false);
        nodes.add(named(node, "MatMul", Attributes.NONE, List.of(matrix, x)));
        return nodes;
    }

    private String matrix(Resampling kind, int from, int to, boolean transposed) {
        float[][] rows = ResampleMatrix.of(kind, from, to);
        float[] values = new float[from * to];
        for (int i = 0; i < to; i++) {
            for (int j = 0; j < from; j++) {
                values[transposed ? j * to + i : i * from + j] = rows[i][j];
            }
        }
        Shape shape = transposed ? Shape.of(from, to) : Shape.of(to, from);
        String name = "resample_" + kind.id() + "_" + from + "_" + to + (transposed ? "_columns" : "_rows");
        return constant(name, Tensor.floats(shape, values));
    }

    private String constant(String hint, Tensor value) {
        String name = hint;
        for (int i = 2; taken(name) && !Objects.equals(constants.get(name), value); i++) {
            name = hint + "_" + i;
        }
        constants.put(name, value);
        return name;
    }

    private String fresh(String hint) {
        String name = hint;
        for (int i = 2; taken(name); i++) {
            name = hint + "_" + i;
        }
        return name;
    }

    private boolean taken(String name) {
        return constants.containsKey(name) || graph.hasTensor(name) || graph.hasNode(name);
    }

    private static Node named(Node node, String op, Attributes attributes, List<String> inputs) {
        return new Node(node.name(), "", op, inputs, node.outputs(), attributes);
    }
}
