package dev.coppice.compress.channel;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelAnalysisTest {
    @Test
    void a_coupled_channel_prints_one_cut_a_line() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .constant("slope", Tensor.floats(Shape.of(4, 1, 1), 1, 2, 3, 4))
                .node("PRelu", "p", "a", "slope")
                .conv("head", "p", 2)
                .to("head", 2);

        assertThat(ChannelAnalysis.of(network).channel(2)).hasToString("""
                'a' axis 1 index 2
                'p' axis 1 index 2
                'a.weight' axis 0 index 2 as read by 'a'
                'slope' axis 0 index 2 as read by 'p'
                'head.weight' axis 1 index 2 as read by 'head'""");
    }

    /** The example in {@link ChannelGroup}. */
    @Test
    void convolutions_that_an_addition_joins_are_one_group() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("b", IMAGE, 4)
                .node("Add", "sum", "a", "b")
                .conv("head", "sum", 2)
                .to("head", 2);

        ChannelAnalysis analysis = ChannelAnalysis.of(network);
        assertThat(analysis.groups())
                .extracting(ChannelGroup::name, ChannelGroup::size, ChannelGroup::outputChannels, ChannelGroup::free)
                .containsExactly(tuple("a", 4, 8, 4), tuple("head", 2, 2, 0));
        assertThat(analysis.channel(3)).hasToString("""
                'a' axis 1 index 3
                'b' axis 1 index 3
                'sum' axis 1 index 3
                'a.weight' axis 0 index 3 as read by 'a'
                'b.weight' axis 0 index 3 as read by 'b'
                'head.weight' axis 1 index 3 as read by 'head'""");
    }

    @Test
    void an_axis_that_broadcasts_unites_nothing() {
        Network gate = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("mask", "a", 1)
                .node("Mul", "gated", "a", "mask")
                .conv("head", "gated", 2)
                .to("head", 2);

        assertThat(ChannelAnalysis.of(gate).groups())
                .extracting(ChannelGroup::name, ChannelGroup::size, ChannelGroup::free)
                .containsExactly(tuple("a", 4, 4), tuple("mask", 0, 0), tuple("head", 2, 0));
    }

    @Test
    void channels_that_become_one_pixel_block_go_together() {
        Network shuffle = NetworkBuilder.small()
                .conv("a", IMAGE, 16)
                .node(
                        "DepthToSpace",
                        "big",
                        Attributes.NONE.with("blocksize", 2).with("mode", "CRD"),
                        "a")
                .conv("head", "big", 2)
                .to("head", 2);

        assertThat(ChannelAnalysis.of(shuffle).groups().get(0).size()).isEqualTo(4);
    }

    @Test
    void concatenated_layers_stay_apart() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("b", IMAGE, 6)
                .node("Concat", "both", Attributes.NONE.with("axis", 1), "a", "b")
                .conv("head", "both", 2)
                .to("head", 2);

        assertThat(ChannelAnalysis.of(network).groups()).hasSize(3);
        assertThat(ChannelAnalysis.of(network).channel(4)).hasToString("""
                'b' axis 1 index 0
                'both' axis 1 index 4
                'b.weight' axis 0 index 0 as read by 'b'
                'head.weight' axis 1 index 4 as read by 'head'""");
    }

    @Test
    void weights_that_two_contractions_share_unite_their_channels() {
        Network network = NetworkBuilder.small()
                .constant("w", NetworkBuilder.counting(4, 3, 1, 1))
                .node("Conv", "a", IMAGE, "w")
                .node("Relu", "image2", IMAGE)
                .node("Conv", "b", "image2", "w")
                .node("Concat", "both", Attributes.NONE.with("axis", 1), "a", "b")
                .conv("head", "both", 2)
                .to("head", 2);

        assertThat(ChannelAnalysis.of(network).groups().get(0).producers()).hasSize(2);
    }

    @Test
    void of_what_a_cut_could_empty_each_set_of_channels_is_named_once() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .node("Relu", "r", "a")
                .conv("b", IMAGE, 2)
                .concat("both", "r", "b")
                .concat("beside the picture", "r", IMAGE)
                .conv("c", "both", 2)
                .conv("d", "beside the picture", 2)
                .node("Add", "head", "c", "d")
                .to("head");

        assertThat(ChannelAnalysis.of(network).holders())
                .containsExactly(List.of(0, 1, 2, 3), List.of(4, 5), List.of(0, 1, 2, 3, 4, 5));
    }

    @Test
    void what_becomes_a_tensor_without_elements_keeps_its_channels() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .integers("starts", 100)
                .integers("ends", 200)
                .integers("axes", 2)
                .node("Slice", "none", "a", "starts", "ends", "axes")
                .node("Flatten", "flat", Attributes.NONE.with("axis", 2), "none")
                .to("flat");

        assertThat(network.shapes(1).of("flat")).isEqualTo(Shape.of(4, 0));
        assertThat(ChannelAnalysis.of(network).groups().get(0).reason().orElseThrow())
                .endsWith("which gives a tensor without elements");
    }
}
