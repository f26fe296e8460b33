package dev.coppice.compress.sparsify;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.Producer;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.retrain.WeightChange;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * After each epoch, what makes the channels that would be cut is zero: their filters, biases, and scale and shift of the
 * normalisations behind. The weights that read them stay, so that they can grow again.
 */
record ZeroedChannels(Function<Network, CompressionPlan> cut) implements WeightChange {
    private static final int WEIGHTS = 1;
    private static final int BIAS = 2;

    @Override
    public boolean comesAfter(Moment moment) {
        return moment.endsEpoch();
    }

    @Override
    public Map<String, Tensor> of(Network network, Moment moment) {
        Graph graph = network.graph();
        Filters filters = new Filters(graph);
        List<Producer> producers = ChannelAnalysis.of(network).families().stream()
                .flatMap(family -> family.producers().stream())
                .toList();
        cut.apply(network).steps().stream()
                .filter(PlanStep.CutChannels.class::isInstance)
                .map(PlanStep.CutChannels.class::cast)
                .limit(1) // later steps count in what this one leaves
                .flatMap(step -> step.cuts().stream())
                .forEach(gone -> zero(filters, graph.node(gone.node()), gone, producers));
        return filters.changed();
    }

    private static void zero(Filters filters, Node node, PlanStep.ConstantCut gone, List<Producer> producers) {
        String constant = node.input(gone.input());
        Optional<Producer> born = producers.stream()
                .filter(p -> p.node().equals(node.name()) && p.axis() == gone.axis() && gone.input() == WEIGHTS)
                .findFirst();
        if (born.isPresent()) {
            zero(filters.of(constant), filters.channels(born.get()), gone.keep());
        } else if (isOutputVector(node, gone.input())) {
            zero(filters.of(constant), IntUnaryOperator.identity(), gone.keep());
        }
    }

    private static boolean isOutputVector(Node node, int input) {
        return node.is("BatchNormalization")
                ? input == WEIGHTS || input == BIAS
                : input == BIAS && node.is("Conv", "ConvTranspose", "Gemm");
    }

    private static void zero(float[] values, IntUnaryOperator channels, List<Integer> keep) {
        BitSet kept = new BitSet();
        keep.forEach(kept::set);
        for (int i = 0; i < values.length; i++) {
            if (!kept.get(channels.applyAsInt(i))) {
                values[i] = 0;
            }
        }
    }
}
