package dev.coppice.compress.channel.propagation;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.QuantizedConstant;

/** Scales of quantised weights under a cut: channels go as the scales allow. */
final class QuantizedSlices {
    private QuantizedSlices() {}

    /** Protects channels that meet a constant whose scales hold for blocks of it. */
    static void meet(ChannelContext c, Graph graph, int position, Indices broadcast) {
        String constant = c.node().input(position);
        QuantizedConstant.of(graph, constant)
                .filter(quantized -> quantized.block() > 1)
                .ifPresent(q -> c.protect(broadcast, "meets '" + constant + "', whose scales hold for blocks of it"));
    }

    /** Lets channels of one scale's block go together, and protects those that each group's scales share. */
    static void keep(ChannelContext c, QuantizedConstant weights, int axis, int groups, int... atoms) {
        boolean own = weights.axis() == axis;
        if (groups > 1 && (own || weights.isBlocked())) {
            c.protect(
                    Indices.along(1, 0, atoms),
                    "is counted through the groups of " + c.node() + ", whose weights have scales along their axis "
                            + axis);
        }
        for (int i = 0; own && weights.block() > 1 && i < atoms.length; i++) {
            int first = atoms[i / weights.block() * weights.block()];
            if (first != atoms[i]) {
                c.unite(first, atoms[i], "shares a scale of the weights of " + c.node() + " with what cannot be cut");
            }
        }
    }
}
