package dev.coppice.compress.sparsify;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.Producer;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Change that zeroes, after each epoch, the channels that would be cut: their filters, biases, and scale and shift of the
 * normalisations after them. A shared value is zeroed only if every use loses it. The weights that read the channels
 * stay, so that they can grow again.
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
        List<Producer> producers = ChannelAnalysis.of(network).groups().stream()
                .flatMap(group -> group.producers().stream())
                .toList();
        Map<String, int[]> losses = new LinkedHashMap<>();
        cut.apply(network).steps().stream()
                .filter(PlanStep.CutChannels.class::isInstance)
                .map(PlanStep.CutChannels.class::cast)
                .limit(1) // later steps count within the result of this one
                .flatMap(step -> step.cuts().stream())
                .forEach(gone -> channels(filters, graph.node(gone.node()), gone, producers)
                        .ifPresent(channels -> {
                            String constant = graph.node(gone.node()).input(gone.input());
                            count(losses.computeIfAbsent(constant, c -> new int[filters.of(c).length]), channels, gone);
                        }));
        losses.forEach((constant, lost) -> zero(filters.of(constant), lost, uses(graph, constant)));
        return filters.changed();
    }

    /** The channel that each value of a constant makes at this use; empty where the use makes no channel. */
    private static Optional<IntUnaryOperator> channels(
            Filters filters, Node node, PlanStep.ConstantCut gone, List<Producer> producers) {
        Optional<Producer> born = producers.stream()
                .filter(p -> p.node().equals(node.name()) && p.axis() == gone.axis() && gone.input() == WEIGHTS)
                .findFirst();
        if (born.isEmpty() && isOutputVector(node, gone.input())) {
            return Optional.of(IntUnaryOperator.identity());
        }
        return born.map(filters::channels);
    }

    private static boolean isOutputVector(Node node, int input) {
        return node.is("BatchNormalization")
                ? input == WEIGHTS || input == BIAS
                : input == BIAS && node.is("Conv", "ConvTranspose", "Gemm");
    }

    private static void count(int[] lost, IntUnaryOperator channels, PlanStep.ConstantCut gone) {
        BitSet kept = new BitSet();
        gone.keep().forEach(kept::set);
        for (int i = 0; i < lost.length; i++) {
            lost[i] += kept.get(channels.applyAsInt(i)) ? 0 : 1;
        }
    }

    private static long uses(Graph graph, String constant) {
        return graph.nodes().stream()
                .flatMap(node -> node.inputs().stream())
                .filter(constant::equals)
                .count();
    }

    /** Zeroes the values that all their uses lose; the others are still needed. */
    private static void zero(float[] values, int[] lost, long uses) {
        for (int i = 0; i < values.length; i++) {
            if (lost[i] == uses) {
                values[i] = 0;
            }
        }
    }
}
