package dev.coppice.compress.prune;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class NothingToCutTest {
    private static void assertRefused(Network network, String why) {
        assertThatThrownBy(() -> NothingToCut.refuse(network))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("No channel of network 'small' can be cut: " + why);
    }

    @Test
    void a_network_with_a_channel_to_cut_passes() {
        Network network =
                NetworkBuilder.small().conv("a", IMAGE, 4).conv("head", "a", 2).to("head");

        assertThatCode(() -> NothingToCut.refuse(network)).doesNotThrowAnyException();
    }

    @Test
    void a_network_without_layers_has_none() {
        assertRefused(
                NetworkBuilder.small().node("Relu", "y", IMAGE).to("y"),
                "it has no convolution and no linear layer whose weights are constants.");
    }

    @Test
    void layers_are_named_with_their_reasons() {
        assertRefused(
                NetworkBuilder.small().conv("y", IMAGE, 4).to("y"),
                "'y' reaches output 'y' unchanged by any contraction. inspect lists every layer with its reason.");
    }

    @Test
    void a_few_of_many_layers_are_named() {
        NetworkBuilder four = NetworkBuilder.small()
                .conv("a", IMAGE, 2)
                .conv("b", IMAGE, 2)
                .conv("c", IMAGE, 2)
                .conv("d", IMAGE, 2)
                .concat("y", "a", "b", "c", "d");

        assertRefused(
                four.to("y"),
                "'a' reaches output 'y' unchanged by any contraction; 'b' reaches output 'y' unchanged by any contraction; 'c' reaches output 'y' unchanged by any contraction; and 1 more."
                        + " inspect lists every layer with its reason.");
    }
}
