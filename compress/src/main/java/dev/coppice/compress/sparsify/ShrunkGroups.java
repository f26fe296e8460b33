package dev.coppice.compress.sparsify;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.compress.channel.Producer;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** The filters of every channel group that may be cut, together a little nearer to zero after every step. */
record ShrunkGroups(List<ChannelFamily> families, double strength) implements WeightChange {
    static ShrunkGroups of(Network network, double strength) {
        return new ShrunkGroups(
                ChannelAnalysis.of(network).families().stream()
                        .filter(family -> family.reason().isEmpty())
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
        families.forEach(family -> shrink(filters, family, moment.rate() * strength));
        return filters.changed();
    }

    private static void shrink(Filters filters, ChannelFamily family, double step) {
        double[] factors = squares(filters, family);
        for (int g = 0; g < factors.length; g++) {
            boolean stays = factors[g] == 0 || !family.protections().get(g).isEmpty();
            factors[g] = stays ? 1 : Math.max(1 - step / Math.sqrt(factors[g]), 0);
        }
        for (Producer producer : distinct(family)) {
            float[] weights = filters.of(producer.weights());
            IntUnaryOperator channels = filters.channels(producer);
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= (float) factors[producer.members().get(channels.applyAsInt(i))];
            }
        }
    }

    /** One producer for each of the weights: what several contractions share counts and shrinks once. */
    private static Collection<Producer> distinct(ChannelFamily family) {
        Map<String, Producer> first = new LinkedHashMap<>();
        family.producers().forEach(producer -> first.putIfAbsent(producer.weights(), producer));
        return first.values();
    }

    /** Σw² of every group. */
    static double[] squares(Filters filters, ChannelFamily family) {
        double[] squares = new double[family.size()];
        for (Producer producer : distinct(family)) {
            float[] weights = filters.of(producer.weights());
            IntUnaryOperator channels = filters.channels(producer);
            for (int i = 0; i < weights.length; i++) {
                squares[producer.members().get(channels.applyAsInt(i))] += (double) weights[i] * weights[i];
            }
        }
        return squares;
    }
}
