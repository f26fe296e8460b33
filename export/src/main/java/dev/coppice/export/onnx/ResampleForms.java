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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Forms of the Resample nodes of one graph as ONNX operators; equal matrices become one constant. */
final class ResampleForms {
    /** What products along an axis are called by, from the first of three axes on. */
    private static final String[] AXES = {"_depth", "_height", "_width"};

    private final Graph graph;
    private final Shapes shapes;
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private boolean fixesSize;

    /** Samples along the space axes before and after the node; axis 0 is the first. */
    private record Sizes(Shape in, Shape out) {
        int axes() {
            return in.rank() - 2;
        }

        int from(int axis) {
            return in.size(2 + axis);
        }

        int to(int axis) {
            return out.size(2 + axis);
        }

        boolean shrinksByWholeFactors() {
            return IntStream.range(0, axes()).allMatch(i -> from(i) % to(i) == 0);
        }

        boolean grows() {
            return IntStream.range(0, axes()).allMatch(i -> to(i) >= from(i));
        }

        boolean stays(int axis) {
            return from(axis) == to(axis);
        }

        int[] changed() {
            return IntStream.range(0, axes()).filter(i -> !stays(i)).toArray();
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
        if (sizes.changed().length == 0) {
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
        int[] factors = IntStream.range(0, sizes.axes())
                .map(i -> sizes.from(i) / sizes.to(i))
                .toArray();
        Attributes attributes = Attributes.NONE.with("kernel_shape", factors).with("strides", factors);
        return named(node, "AveragePool", attributes, List.of(node.input(0)));
    }

    /** A Resize by scales of all axes: ONNX Runtime cannot move a Transpose across a Resize of only some axes. */
    private Node resize(Node node, Sizes sizes, String coordinates) {
        Attributes attributes =
                Attributes.NONE.with("mode", "linear").with("coordinate_transformation_mode", coordinates);
        float[] values = new float[2 + sizes.axes()];
        Arrays.fill(values, 1);
        IntStream.range(0, sizes.axes()).forEach(i -> values[2 + i] = scale(sizes, i));
        Tensor scales = Tensor.floats(Shape.of(values.length), values);
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

    /**
     * The products X·Bᵀ over the last axis, then A·(…) over those before it, without axes that keep their size. A matrix on
     * the left works on the last axis but one: with more axes behind its own, these become one for the product.
     */
    private List<Node> products(Node node, Resampling kind, Sizes sizes) {
        List<Node> nodes = new ArrayList<>();
        int[] changed = sizes.changed();
        Shape now = sizes.in();
        String x = node.input(0);
        for (int i = changed.length - 1; i >= 0; i--) {
            int axis = changed[i];
            boolean last = axis == sizes.axes() - 1;
            boolean beforeOthers = axis < sizes.axes() - 2;
            String matrix = matrix(kind, sizes.from(axis), sizes.to(axis), last);
            now = now.with(2 + axis, sizes.to(axis));
            String name = i > 0 ? fresh(node.name() + AXES[AXES.length - sizes.axes() + axis]) : node.name();
            List<String> outputs = i > 0 ? List.of(name) : node.outputs();
            if (beforeOthers) {
                Shape flat = Shape.of(now.size(0), now.size(1), sizes.from(axis), now.product(3 + axis, now.rank()));
                String read = reshaped(nodes, fresh(name + "_flat"), x, flat);
                String product = fresh(name + "_product");
                nodes.add(Node.of("MatMul", product, Attributes.NONE, matrix, read));
                nodes.add(new Node(name, "", "Reshape", List.of(product, shape(now)), outputs, Attributes.NONE));
            } else {
                List<String> factors = last ? List.of(x, matrix) : List.of(matrix, x);
                nodes.add(new Node(name, "", "MatMul", factors, outputs, Attributes.NONE));
            }
            x = outputs.get(0);
        }
        return nodes;
    }

    private String reshaped(List<Node> nodes, String output, String x, Shape to) {
        nodes.add(Node.of("Reshape", output, Attributes.NONE, x, shape(to)));
        return output;
    }

    /** A constant with the sizes of a shape; the batch stays as it comes. */
    private String shape(Shape to) {
        long[] sizes = Arrays.stream(to.sizes()).asLongStream().toArray();
        sizes[0] = 0;
        return constant(
                "resample_shape_" + to.toString().replace('×', '_'), Tensor.longs(Shape.of(sizes.length), sizes));
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
