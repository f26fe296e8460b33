package dev.coppice.compress.channel;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.kit.ElementwiseNode;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.OperatorSchema;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract of channels in elementwise operators: each passes at its place. */
class ElementwiseChannelsTest {
    static Collection<OperatorSchema> operators() {
        return ElementwiseNode.operators();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void channels_pass(OperatorSchema operator) {
        Network network = ElementwiseNode.between(operator);

        assertThat(ChannelAnalysis.of(network).channel(3)).hasToString("""
                'a' axis 1 index 3
                'act' axis 1 index 3
                'numbers' axis 1 index 3
                'a.weight' axis 0 index 3 as read by 'a'
                'head.weight' axis 1 index 3 as read by 'head'""");
    }

    @Test
    void an_example_of_a_type_keeps_its_channels_to_itself() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("b", IMAGE, 4)
                .node("CastLike", "act", "a", "b")
                .node("GlobalAveragePool", "mean", "b")
                .conv("head", "act", 2)
                .to("head", 2);

        assertThat(ChannelAnalysis.of(network).groups()).hasSize(3);
        assertThat(ChannelAnalysis.of(network).channel(0).toString())
                .contains("'act'")
                .doesNotContain("'b'");
    }
}
