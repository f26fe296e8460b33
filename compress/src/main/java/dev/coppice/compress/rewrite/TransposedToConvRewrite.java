package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
        int axes = weights.shape().rank() - 2;
        int[] sizes = new int[2 + axes];
        Arrays.fill(sizes, ANY_SIZE);
        Window window = Window.ofConvTranspose(node, Shape.of(sizes), weights.shape());
        List<Taps> taps =
                IntStream.range(0, axes).mapToObj(i -> Taps.of(window, i)).toList();
        int group = node.attributes().integer("group", 1);
        String name = FreshName.in(graph, node.input(1) + "/mean");
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.set(1, name);
        int[] ones = new int[axes];
        Arrays.fill(ones, 1);
        Attributes attributes = Attributes.NONE
                .with("group", group)
                .with("kernel_shape", taps.stream().mapToInt(Taps::size).toArray())
                .with("strides", ones)
                .with("dilations", ones)
                .with(
                        "pads",
                        IntStream.concat(
                                        taps.stream().mapToInt(Taps::begin),
                                        taps.stream().mapToInt(Taps::end))
                                .toArray());
        return List.of(
                new GraphEdit.PutConstant(name, mean(weights, group, taps)),
                new GraphEdit.ReplaceNode(
                        node.name(), new Node(node.name(), "", "Conv", inputs, node.outputs(), attributes)));
    }

    /** Turns weights C×M/group×k… into M×C/group×k'…, in double precision. */
    private static Tensor mean(Tensor weights, int group, List<Taps> taps) {
        Shape from = weights.shape();
        int perGroup = from.size(1);
        int inputs = from.size(0) / group;
        int[] target = {0};
        int size = 1;
        double cell = 1;
        Shape to = from.with(0, perGroup * group).with(1, inputs);
        for (int i = 0; i < taps.size(); i++) {
            target = places(target, taps.get(i));
            size *= taps.get(i).size();
            cell *= taps.get(i).stride();
            to = to.with(2 + i, taps.get(i).size());
        }
        float[] w = weights.toFloats();
        double[] sums = new double[Math.toIntExact(to.elements())];
        int at = 0;
        for (int c = 0; c < from.size(0); c++) {
            for (int m = 0; m < perGroup; m++) {
                int output = c / inputs * perGroup + m;
                int kernel = (output * inputs + c % inputs) * size;
                for (int place : target) {
                    sums[kernel + place] += w[at++] / cell;
                }
            }
        }
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) sums[i];
        }
        return Tensor.reals(weights.type(), to, values);
    }

    /** The places of all old taps in the new kernel, with one more axis inside. */
    private static int[] places(int[] outer, Taps taps) {
        int[] places = new int[outer.length * taps.target().length];
        for (int i = 0; i < places.length; i++) {
            places[i] = outer[i / taps.target().length] * taps.size() + taps.target()[i % taps.target().length];
        }
        return places;
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
