package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class ElementwiseChannelsTest {

    @Test
    void channels_that_meet_go_together_and_take_their_constants_along() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("b", IMAGE, 4)
                .constant("scale", Tensor.floats(Shape.of(4, 1, 1), 1, 2, 3, 4))
                .node("Mul", "scaled", "b", "scale")
                .node("Add", "sum", "a", "scaled")
                .conv("head", "sum", 2)
                .to("head");

        assertThatRule(new ElementwiseChannels())
                .on(network)
                .frees("a", 4)
                .without(2)
                .cuts("a", 1, 2)
                .cuts("b", 1, 2)
                .cuts("sum", 1, 2)
                .cuts("scale", 0, 2);
    }

    @Test
    void a_constant_of_one_value_stays_whole() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .constant("half", Tensor.scalar(0.5f))
                .node("Mul", "scaled", "a", "half")
                .conv("head", "scaled", 2)
                .to("head");

        assertThatRule(new ElementwiseChannels())
                .on(network)
                .without(3)
                .cuts("scaled", 1, 3)
                .leaves("half");
    }

    @Test
    void what_is_added_to_the_image_stays() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 3)
                .node("Add", "sum", "a", IMAGE)
                .conv("head", "sum", 2)
                .to("head");

        assertThatRule(new ElementwiseChannels())
                .on(network)
                .protects("a", "is combined by 'sum' (Add) with 'image', whose channels cannot be cut");
    }
}
