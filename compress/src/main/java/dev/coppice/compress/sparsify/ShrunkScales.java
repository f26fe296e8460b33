package dev.coppice.compress.sparsify;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Map;

/** Change that shrinks every scale of a batch normalisation after every step. */
record ShrunkScales(List<String> scales, double strength) implements WeightChange {
    private static final int SCALE = 1;

    static ShrunkScales of(Network network, double strength) {
        List<String> scales = network.graph().nodes().stream()
                .filter(node -> node.is("BatchNormalization"))
                .map(node -> node.input(SCALE))
                .distinct()
                .toList();
        if (scales.isEmpty()) {
            throw new InvalidInputException("Network '" + network.card().name()
                    + "' has no batch normalisation whose scales slimming could shrink. Take group-lasso.");
        }
        return new ShrunkScales(scales, strength);
    }

    @Override
    public boolean comesAfter(Moment moment) {
        return moment.rate() > 0;
    }

    @Override
    public Map<String, Tensor> of(Network network, Moment moment) {
        Filters filters = new Filters(network.graph());
        float step = (float) (moment.rate() * strength);
        for (String scale : scales) {
            float[] values = filters.of(scale);
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.copySign(Math.max(Math.abs(values[i]) - step, 0), values[i]);
            }
        }
        return filters.changed();
    }
}
