package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Rewrite of a ConvTranspose followed by the mean over each stride cell as one stride-1 Conv on the coarse grid.
 *
 * <p>Along one axis, with stride s, dilation d and p samples cropped at the front, y[s·n + d·k − p] += x[n]·w[k]. The
 * mean over cell m is z[m] = (1/s) Σ_j y[s·m + j], 0 ≤ j &lt; s. For each tap k exactly one n = m + u falls into the
 * cell, u(k) = ⌈(p − d·k)/s⌉, hence z[m] = (1/s) Σ_k w[k]·x[m + u(k)]: a convolution whose taps are sums of old ones.
 * Kernel 2 with stride 2 becomes 1×1, the mean of the four taps. Both are equal everywhere, including borders, if the
 * output was s times the input. Otherwise (without output padding, for example) they are equal except in the cells that
 * were cut at the far border.
 */
final class TransposedToConvRewrite implements StepRewrite<PlanStep.TransposedToConv> {
    /** An arbitrary size: padding of a transposed convolution depends on it only if {@code output_shape} is set. */
    private static final int ANY_SIZE = 16;

    @Override
    public List<GraphEdit> edits(PlanStep.TransposedToConv step, Graph graph) {
        Node node = graph.node(step.node());
        Tensor weights = graph.constant(node.input(1))
                .orElseThrow(() -> new IllegalArgumentException("the weights of " + node + " are no constant"));
        Shape input = Shape.of(1, weights.shape().size(0), ANY_SIZE, ANY_SIZE);
        Window window = Window.ofConvTranspose(node, input, weights.shape());
        Taps rows = Taps.of(window, 0);
        Taps columns = Taps.of(window, 1);
        int group = node.attributes().integer("group", 1);
        String name = FreshName.in(graph, node.input(1) + "/mean");
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.set(1, name);
        Attributes attributes = Attributes.NONE
                .with("group", group)
                .with("kernel_shape", rows.size(), columns.size())
                .with("strides", 1, 1)
                .with("dilations", 1, 1)
                .with("pads", rows.begin(), columns.begin(), rows.end(), columns.end());
        return List.of(
                new GraphEdit.PutConstant(name, mean(weights, group, rows, columns)),
                new GraphEdit.ReplaceNode(
                        node.name(), new Node(node.name(), "", "Conv", inputs, node.outputs(), attributes)));
    }

    /** Turns weights C×M/group×kH×kW into M×C/group×kH'×kW', in double precision. */
    private static Tensor mean(Tensor weights, int group, Taps rows, Taps columns) {
        Shape from = weights.shape();
        int perGroup = from.size(1);
        int inputs = from.size(0) / group;
        Shape to = Shape.of(perGroup * group, inputs, rows.size(), columns.size());
        float[] w = weights.toFloats();
        double[] sums = new double[Math.toIntExact(to.elements())];
        double cell = (double) rows.stride() * columns.stride();
        int at = 0;
        for (int c = 0; c < from.size(0); c++) {
            for (int m = 0; m < perGroup; m++) {
                int output = c / inputs * perGroup + m;
                int kernel = (output * inputs + c % inputs) * rows.size() * columns.size();
                for (int row : rows.target()) {
                    for (int column : columns.target()) {
                        sums[kernel + row * columns.size() + column] += w[at++] / cell;
                    }
                }
            }
        }
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) sums[i];
        }
        return weights.type() == ElementType.FLOAT16 ? Tensor.halves(to, values) : Tensor.floats(to, values);
    }

    /**
     * The new places of the taps along one axis.
     *
     * @param target index in the new kernel for each old tap
     * @param stride of the transposed convolution
     * @param begin padding at the front
     * @param end padding at the back
     */
    @SuppressWarnings("ArrayRecordComponent") // built and read in this file only
    private record Taps(int[] target, int stride, int begin, int end) {
        static Taps of(Window window, int axis) {
            int stride = window.strides()[axis];
            int[] offsets = new int[window.kernel()[axis]];
            int low = 0;
            int high = 0;
            for (int k = 0; k < offsets.length; k++) {
                int shift = window.begin()[axis] - window.dilations()[axis] * k;
                offsets[k] = -Math.floorDiv(-shift, stride);
                low = Math.min(low, offsets[k]);
                high = Math.max(high, offsets[k]);
            }
            for (int k = 0; k < offsets.length; k++) {
                offsets[k] -= low;
            }
            return new Taps(offsets, stride, -low, high);
        }

        int size() {
            return begin + end + 1;
        }
    }
}
