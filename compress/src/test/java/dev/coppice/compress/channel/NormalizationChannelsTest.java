package dev.coppice.compress.channel;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Group and layer normalisation, and what repeats: Expand, Tile. */
class NormalizationChannelsTest {
    private static NetworkBuilder grouped(int groups) {
        return NetworkBuilder.small()
                .constant("scale", NetworkBuilder.counting(groups))
                .constant("bias", NetworkBuilder.counting(groups))
                .conv("a", IMAGE, 8)
                .node("GroupNormalization", "norm", Attributes.NONE.with("num_groups", groups), "a", "scale", "bias")
                .conv("head", "norm", 2);
    }

    @Test
    void group_normalisation_wants_equal_numbers_per_group() {
        ChannelAnalysis analysis = ChannelAnalysis.of(grouped(2).to("head", 2));

        assertThat(analysis.couplings())
                .containsExactly(new Coupling("norm", List.of(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7))));
        assertThat(analysis.cut(Set.of(0, 5)).attributes()).isEmpty();
        assertThat(analysis.cut(Set.of(0, 5)).cuts())
                .extracting(c -> c.node() + " " + c.input() + " " + c.keep())
                .containsExactly("a 1 [1, 2, 3, 4, 6, 7]", "head 1 [1, 2, 3, 4, 6, 7]");
    }

    @Test
    void group_normalisation_of_single_channels_loses_groups() {
        ChannelAnalysis analysis = ChannelAnalysis.of(grouped(8).to("head", 2));

        assertThat(analysis.couplings()).isEmpty();
        assertThat(analysis.cut(Set.of(0, 5)).attributes())
                .extracting(c -> c.attribute() + " " + c.value())
                .containsExactly("num_groups 6");
        assertThat(analysis.cut(Set.of(0, 5)).cuts())
                .extracting(c -> c.node() + " " + c.input())
                .containsExactly("a 1", "norm 1", "norm 2", "head 1");
    }

    @Test
    void layer_normalisation_over_channels_takes_its_parameters_along() {
        Network network = NetworkBuilder.small()
                .constant("scale", NetworkBuilder.counting(4))
                .constant("bias", NetworkBuilder.counting(4))
                .conv("a", IMAGE, 4)
                .node("Transpose", "last", Attributes.NONE.with("perm", 0, 2, 3, 1), "a")
                .node("LayerNormalization", "norm", "last", "scale", "bias")
                .node("Transpose", "back", Attributes.NONE.with("perm", 0, 3, 1, 2), "norm")
                .conv("head", "back", 2)
                .to("head", 2);

        assertThat(ChannelAnalysis.of(network).channel(3)).hasToString("""
                'a' axis 1 index 3
                'last' axis 3 index 3
                'norm' axis 3 index 3
                'back' axis 1 index 3
                'a.weight' axis 0 index 3 as read by 'a'
                'scale' axis 0 index 3 as read by 'norm'
                'bias' axis 0 index 3 as read by 'norm'
                'head.weight' axis 1 index 3 as read by 'head'""");
    }

    @Test
    void expand_asks_for_the_channels_that_are_left() {
        Network network = NetworkBuilder.small()
                .constant("target", Tensor.vector(1, 4, 8, 8))
                .conv("a", IMAGE, 4)
                .node("GlobalAveragePool", "mean", "a")
                .node("Expand", "wide", "mean", "target")
                .conv("head", "wide", 2)
                .to("head", 2);

        assertThat(ChannelAnalysis.of(network).cut(Set.of(1)).sizes())
                .extracting(c -> c.node() + " " + c.values())
                .containsExactly("wide [1, 3, 8, 8]");
    }

    @Test
    void tile_repeats_the_same_channels() {
        Network network = NetworkBuilder.small()
                .constant("repeats", Tensor.vector(1, 2, 1, 1))
                .conv("a", IMAGE, 4)
                .node("Tile", "twice", "a", "repeats")
                .conv("head", "twice", 2)
                .to("head", 2);

        assertThat(ChannelAnalysis.of(network).cut(Set.of(1)).cuts())
                .extracting(c -> c.node() + " " + c.keep())
                .containsExactly("a [0, 2, 3]", "head [0, 2, 3, 4, 6, 7]");
    }
}
