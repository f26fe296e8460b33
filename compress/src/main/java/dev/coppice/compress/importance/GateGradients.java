package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.GradientSource;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Gradients of the loss in a gate of each channel: how much the loss of one picture changes as a channel fades out, to
 * first order. Every channel is multiplied by a gate of 1, and g = ∂L/∂gate = Σ a · ∂L/∂a over its map a. A gate of 0
 * removes the channel.
 */
final class GateGradients {
    private GateGradients() {}

    /** The mean of f(g) over the pictures, for each channel of each contraction. */
    static List<double[]> mean(
            Network network, List<Producer> producers, GradientSource calibration, DoubleUnaryOperator f) {
        List<Signal> signals =
                producers.stream().map(p -> Signal.of(network, p)).toList();
        Map<String, String> gates = new LinkedHashMap<>();
        signals.forEach(s -> gates.put(s.tensor(), s.tensor() + "/gate"));
        List<double[]> sums =
                signals.stream().map(s -> new double[s.channels()]).toList();
        if (gates.isEmpty()) {
            return sums;
        }
        Network gated = gated(network, signals);
        calibration.constantGradients(gated, Set.copyOf(gates.values()), at -> {
            for (int i = 0; i < sums.size(); i++) {
                float[] g =
                        Objects.requireNonNull(at.get(gates.get(signals.get(i).tensor())));
                double[] sum = sums.get(i);
                Arrays.setAll(sum, c -> sum[c] + f.applyAsDouble(g[c]) / calibration.count());
            }
        });
        return sums;
    }

    /** The network with a gate of ones after every signal. */
    private static Network gated(Network network, List<Signal> signals) {
        List<GraphEdit> edits = new ArrayList<>();
        for (Signal signal : signals.stream().distinct().toList()) {
            int[] sizes = new int[signal.shape().rank()];
            Arrays.fill(sizes, 1);
            sizes[signal.axis()] = signal.channels();
            float[] ones = new float[signal.channels()];
            Arrays.fill(ones, 1);
            String gate = signal.tensor() + "/gate";
            String product = signal.tensor() + "/gated";
            edits.add(new GraphEdit.RedirectUses(signal.tensor(), product));
            edits.add(new GraphEdit.PutConstant(gate, Tensor.floats(Shape.of(sizes), ones)));
            edits.add(new GraphEdit.AddNode(Node.of("Mul", product, Attributes.NONE, signal.tensor(), gate)));
        }
        return network.with(GraphRewriter.apply(network.graph(), edits));
    }
}
