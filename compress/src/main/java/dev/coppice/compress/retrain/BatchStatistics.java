package dev.coppice.compress.retrain;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * One normalisation written so that it normalises with the statistics of the batch at hand and shows them:
 * y = (x − m) · γ / √(v + ε) + β with m and v over pictures, rows and columns.
 *
 * <p>The mean over pictures is a second global average pool, of the per-picture means with pictures as rows: operators that
 * can be lowered anyway.
 */
final class BatchStatistics {
    private final Node norm;
    private final int channels;
    private final boolean map;
    private final List<GraphEdit> edits = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    /**
     * For a BatchNormalization.
     *
     * @param input shape of what it normalises, N×C×H×W or N×C
     */
    BatchStatistics(Node norm, Shape input) {
        this.norm = norm;
        this.channels = input.size(1);
        this.map = input.rank() == 4;
    }

    /** The tensor that holds the batch's mean, one number a channel. */
    String mean() {
        return name("mean");
    }

    /** The tensor that holds the batch's variance (over all values, not corrected for bias). */
    String variance() {
        return name("variance");
    }

    /** What puts this in the normalisation's place. */
    List<GraphEdit> edits() {
        String x = map ? norm.input(0) : add("Unsqueeze", "map", Attributes.NONE, norm.input(0), spatialAxes());
        averaged(x, "mean");
        String centred = add("Sub", "centred", Attributes.NONE, x, mean());
        averaged(add("Mul", "squares", Attributes.NONE, centred, centred), "variance");
        String epsilon = constant("epsilon", Tensor.scalar(norm.attributes().real("epsilon", 1e-5f)));
        String deviation =
                add("Sqrt", "deviation", Attributes.NONE, add("Add", "raised", Attributes.NONE, variance(), epsilon));
        String factor = add("Div", "factor", Attributes.NONE, column(norm.input(1), "gamma"), deviation);
        String scaled = add("Mul", "scaled", Attributes.NONE, centred, factor);
        String shift = column(norm.input(2), "beta");
        if (map) {
            nodes.add(new Node(norm.name(), "", "Add", List.of(scaled, shift), norm.outputs(), Attributes.NONE));
        } else {
            String shifted = add("Add", "shifted", Attributes.NONE, scaled, shift);
            nodes.add(new Node(
                    norm.name(), "", "Squeeze", List.of(shifted, spatialAxes()), norm.outputs(), Attributes.NONE));
        }
        edits.add(new GraphEdit.ReplaceNode(norm.name(), nodes));
        return List.copyOf(edits);
    }

    private void averaged(String x, String as) {
        String pictures = add("GlobalAveragePool", as + "_each", Attributes.NONE, x);
        String rows = add("Transpose", as + "_rows", Attributes.NONE.with("perm", 2, 1, 0, 3), pictures);
        add("GlobalAveragePool", as, Attributes.NONE, rows);
    }

    private String column(String vector, String as) {
        String shape = constant("column", Tensor.vector(1, channels, 1, 1));
        return add("Reshape", as, Attributes.NONE, vector, shape);
    }

    private String spatialAxes() {
        return constant("axes", Tensor.vector(2, 3));
    }

    private String constant(String as, Tensor value) {
        edits.add(new GraphEdit.PutConstant(name(as), value));
        return name(as);
    }

    private String add(String op, String as, Attributes attributes, String... inputs) {
        nodes.add(Node.of(op, name(as), attributes, inputs));
        return name(as);
    }

    private String name(String part) {
        return norm.name() + "/statistics/" + part;
    }
}
