package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class EinsumChannelsTest {

    @Test
    void channels_of_one_label_go_together() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("b", IMAGE, 4)
                .node("Einsum", "y", Attributes.NONE.with("equation", "nchw,nchw->nchw"), "a", "b")
                .conv("head", "y", 2)
                .to("head");

        assertThatRule(new EinsumChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("a", 1, 1)
                .cuts("b", 1, 1)
                .cuts("y", 1, 1);
    }

    /** Two convolutions of 4 and 3 channels, and a constant. */
    private static NetworkBuilder einsum(String equation, String... inputs) {
        return NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("b", IMAGE, 4)
                .conv("c", IMAGE, 3)
                .constant("w", NetworkBuilder.counting(2, 4))
                .constant("rows", NetworkBuilder.counting(8, 5))
                .integers("one", 1)
                .integers("three", 3)
                .node("Einsum", "y", Attributes.NONE.with("equation", equation), inputs);
    }

    @Test
    void channels_that_constants_share_are_sliced_there_and_end_in_the_sum() {
        assertThatRule(new EinsumChannels())
                .on(einsum("nchw,kc->nkhw", "a", "w").conv("head", "y", 2).to("head"))
                .frees("a", 4)
                .without(1)
                .cuts("w", 1, 1)
                .sums("y", 0, 1, 4, 0, 2, 3)
                .leaves("y");
    }

    @Test
    void channels_pass_what_constants_do_to_other_labels() {
        assertThatRule(new EinsumChannels())
                .on(einsum("nchw,hk->nckw", "a", "rows").conv("head", "y", 2).to("head"))
                .frees("a", 4)
                .without(2)
                .cuts("y", 1, 2)
                .leaves("rows");
    }

    @Test
    void channels_that_all_factors_share_go_together_and_end_in_the_sum() {
        assertThatRule(new EinsumChannels())
                .on(einsum("nchw,nchw->nhw", "a", "b")
                        .node("Unsqueeze", "map", "y", "one")
                        .conv("head", "map", 2)
                        .to("head"))
                .frees("a", 4)
                .without(1)
                .cuts("b", 1, 1)
                .sums("y", 0, 1, 4, 0, 2, 3)
                .sums("y", 1, 1, 4, 0, 2, 3)
                .leaves("y");
    }

    @Test
    void of_channels_on_two_labels_some_pass_beside_the_others() {
        assertThatRule(new EinsumChannels())
                .on(einsum("nchw,nkhw->nck", "a", "c")
                        .node("Unsqueeze", "map", "y", "three")
                        .conv("head", "map", 2)
                        .to("head"))
                .frees("a", 4)
                .protects(
                        "c",
                        "is mixed with the channels beside it by 'head' (Conv), whose window goes along the channels"
                                + " and does not give one map with a result for each")
                .without(3)
                .cuts("y", 1, 3)
                .cuts("head.weight", 1, 3);
    }

    @Test
    void a_diagonal_keeps_what_it_is_taken_of() {
        assertThatRule(new EinsumChannels())
                .on(einsum("nchh->nch", "a")
                        .node("Unsqueeze", "map", "y", "three")
                        .conv("head", "map", 2)
                        .to("head"))
                .protects("a", "reaches 'y' (Einsum), which takes a diagonal")
                .protects("y", "its factors are not one tensor and a matrix of weights");
    }

    @Test
    void of_channels_on_two_labels_the_more_pass() {
        Network network = NetworkBuilder.small()
                .conv("maps", IMAGE, 3)
                .conv("a", IMAGE, 4)
                .node("Einsum", "tokens", Attributes.NONE.with("equation", "blhw,bchw->blc"), "maps", "a")
                .constant("w", NetworkBuilder.counting(4, 5))
                .node("MatMul", "head", "tokens", "w")
                .to("head");

        assertThatRule(new EinsumChannels())
                .on(network)
                .frees("a", 4)
                .protects("maps", "reaches output 'head' unchanged by any contraction");
        assertThatRule(new EinsumChannels())
                .on(network)
                .without(3)
                .cuts("tokens", 2, 0)
                .cuts("w", 0, 0);
    }
}
