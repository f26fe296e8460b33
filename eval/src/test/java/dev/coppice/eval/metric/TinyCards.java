package dev.coppice.eval.metric;

import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import java.util.List;

/** Cards of tiny networks, with input {@code x} of 3×4×4 and output {@code y}. */
final class TinyCards {
    private TinyCards() {}

    static NetworkCard logits(String... classes) {
        return card(OutputKind.LOGITS, classes);
    }

    static NetworkCard card(OutputKind kind, String... classes) {
        List<Double> zeros = List.of(0.0, 0.0, 0.0);
        List<Double> ones = List.of(1.0, 1.0, 1.0);
        InputSpec input = new InputSpec("x", List.of(4, 4), ChannelOrder.RGB, zeros, ones);
        return new NetworkCard("tiny", input, new OutputSpec("y", kind), List.of(classes));
    }
}
