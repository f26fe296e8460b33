package dev.coppice.compress.channel.propagation;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.compress.channel.rule.BlockChannels;
import dev.coppice.compress.channel.rule.ConvolutionChannels;
import dev.coppice.compress.channel.rule.GatherChannels;
import dev.coppice.compress.channel.rule.WindowChannels;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropagationTest {

    @Test
    void an_operator_without_a_rule_keeps_its_channels() {
        assertThatRule(new ConvolutionChannels())
                .on(NetworkBuilder.small()
                        .conv("a", IMAGE, 4)
                        .node("LRN", "n", Attributes.NONE.with("size", 3), "a")
                        .conv("head", "n", 2)
                        .to("head"))
                .protects("a", "reaches 'n' (LRN), an operator without a channel rule");
    }

    @Test
    void a_second_output_that_is_read_keeps_its_channels() {
        assertThatRule(new WindowChannels())
                .on(pooled("i").conv("c", "f", 2).node("Add", "head", "b", "c").to("head"))
                .protects("a", "reaches 'i' of 'p' (MaxPool), which keeps its shape");
        assertThatRule(new WindowChannels())
                .on(pooled("p").conv("c", "f", 2).node("Add", "head", "b", "c").to("head"))
                .frees("a", 4);
    }

    /** A pooling with places, one of whose outputs is read as numbers. */
    private static NetworkBuilder pooled(String read) {
        return NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .parts(
                        "MaxPool",
                        List.of("p", "i"),
                        Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2),
                        "a")
                .conv("b", "p", 2)
                .node("Cast", "f", Attributes.NONE.with("to", 1), read);
    }

    @Test
    void channels_that_are_all_of_a_tensor_stay() {
        assertThatRule(new BlockChannels())
                .on(NetworkBuilder.small()
                        .conv("a", IMAGE, 4)
                        .node("DepthToSpace", "big", Attributes.NONE.with("blocksize", 2), "a")
                        .conv("head", "big", 2)
                        .to("head"))
                .protects("a", "is all there is of 'big'");
    }

    @Test
    void channels_that_go_with_all_of_a_tensor_stay() {
        assertThatRule(new GatherChannels())
                .on(NetworkBuilder.small()
                        .integers("swapped", 1, 0)
                        .conv("a", IMAGE, 2)
                        .node("Gather", "other", Attributes.NONE.with("axis", 1), "a", "swapped")
                        .node("Add", "sum", "a", "other")
                        .conv("head", "sum", 2)
                        .to("head"))
                .protects("a", "could only go with all of 'a'");
    }
}
