package dev.coppice.compress.importance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.Producer;
import dev.coppice.models.kit.ElementwiseNode;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.OperatorSchema;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignalTest {
    static Collection<OperatorSchema> operators() {
        return ElementwiseNode.operators();
    }

    /** Where two tensors meet, neither is alone. */
    @ParameterizedTest
    @MethodSource("operators")
    void channels_are_looked_at_behind_an_elementwise_operator(OperatorSchema operator) {
        Network network = ElementwiseNode.between(operator);
        Producer producer =
                ChannelAnalysis.of(network).groups().get(0).producers().get(0);
        boolean alone = network.graph().uses("a").size() == 1;

        assertThat(Signal.of(network, producer).tensor()).isEqualTo(alone ? "numbers" : "a");
    }
}
