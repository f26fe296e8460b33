package dev.coppice.compress.sparsify;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.channel.Producer;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Change that shrinks the filters of every coupled channel that may be cut, as one vector, after every step. */
record ShrunkFilters(List<ChannelGroup> groups, double strength) implements WeightChange {
    static ShrunkFilters of(Network network, double strength) {
        return new ShrunkFilters(
                ChannelAnalysis.of(network).groups().stream()
                        .filter(group -> group.reason().isEmpty())
                        .toList(),
                strength);
    }

    @Override
    public boolean comesAfter(Moment moment) {
        return moment.rate() > 0;
    }

    @Override
    public Map<String, Tensor> of(Network network, Moment moment) {
        Filters filters = new Filters(network.graph());
        groups.forEach(group -> shrink(filters, group, moment.rate() * strength));
        return filters.changed();
    }

    private static void shrink(Filters filters, ChannelGroup group, double step) {
        double[] factors = squares(filters, group);
        for (int g = 0; g < factors.length; g++) {
            boolean stays = factors[g] == 0 || !group.protections().get(g).isEmpty();
            factors[g] = stays ? 1 : Math.max(1 - step / Math.sqrt(factors[g]), 0);
        }
        for (Producer producer : distinct(group)) {
            float[] weights = filters.of(producer.weights());
            IntUnaryOperator channels = filters.channels(producer);
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= (float) factors[producer.members().get(channels.applyAsInt(i))];
            }
        }
    }

    /** One producer for each weight constant: weights that contractions share count and shrink once. */
    private static Collection<Producer> distinct(ChannelGroup group) {
        Map<String, Producer> first = new LinkedHashMap<>();
        group.producers().forEach(producer -> first.putIfAbsent(producer.weights(), producer));
        return first.values();
    }

    /** Σw² of every coupled channel. */
    static double[] squares(Filters filters, ChannelGroup group) {
        double[] squares = new double[group.size()];
        for (Producer producer : distinct(group)) {
            float[] weights = filters.of(producer.weights());
            IntUnaryOperator channels = filters.channels(producer);
            for (int i = 0; i < weights.length; i++) {
                squares[producer.members().get(channels.applyAsInt(i))] += (double) weights[i] * weights[i];
            }
        }
        return squares;
    }
}
