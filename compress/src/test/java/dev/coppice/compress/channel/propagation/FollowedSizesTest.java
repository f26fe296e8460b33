package dev.coppice.compress.channel.propagation;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.channel.rule.ConvolutionChannels;
import dev.coppice.compress.channel.rule.ExpandChannels;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.shape.Shapes;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FollowedSizesTest {

    /** A convolution of 4 channels, its mean, its sizes, and parts of these. */
    private static NetworkBuilder sizes() {
        return NetworkBuilder.small()
                .integers("zero", 0)
                .integers("one", 1)
                .integers("two", 2)
                .integers("end", 4)
                .conv("a", IMAGE, 4)
                .node("GlobalAveragePool", "mean", "a")
                .node("Shape", "sizes", "a")
                .node("Slice", "batch", "sizes", "zero", "one")
                .node("Slice", "number", "sizes", "one", "two")
                .node("Slice", "area", "sizes", "two", "end");
    }

    /** The same, with its mean repeated to a target whose number of channels is written down. */
    private static NetworkBuilder written() {
        return sizes().integers("channels", 4)
                .node("Concat", "target", Attributes.NONE.with("axis", 0), "batch", "channels", "area")
                .node("Expand", "wide", "mean", "target");
    }

    @Test
    void a_number_that_is_written_down_among_computed_sizes_changes_there() {
        assertThatRule(new ExpandChannels())
                .on(written().conv("head", "wide", 2).to("head"))
                .frees("a", 4)
                .without(3)
                .cuts("wide", 1, 3)
                .reads("target", 1, 3L)
                .keeps("target", 0)
                .keeps("target", 2)
                .keeps("wide", 1)
                .without(0, 1)
                .reads("target", 1, 2L);
    }

    @Test
    void channels_stay_whose_written_number_another_node_reads() {
        assertThatRule(new ExpandChannels())
                .on(written()
                        .node("ReduceMean", "grey", IMAGE)
                        .node("Tile", "tiled", "grey", "target")
                        .conv("b", "tiled", 2)
                        .conv("c", "wide", 2)
                        .node("Add", "head", "b", "c")
                        .to("head"))
                .protects("a", "has its number read by 'tiled' (Tile) too, which does not follow");
    }

    @Test
    void channels_stay_whose_number_a_node_reads_for_itself() {
        assertThatRule(new ConvolutionChannels())
                .on(sizes().node("ReduceMean", "grey", IMAGE)
                        .node("Tile", "tiled", "grey", "sizes")
                        .conv("b", "tiled", 2)
                        .conv("c", "a", 2)
                        .node("Add", "head", "b", "c")
                        .to("head"))
                .protects("a", "has its number read by 'tiled' (Tile), which does not follow a cut");
    }

    @Test
    void channels_stay_whose_number_is_computed_with() {
        assertThatRule(new ExpandChannels())
                .on(sizes().node("Mul", "double", "number", "two")
                        .node("Div", "half", "double", "two")
                        .node("Concat", "target", Attributes.NONE.with("axis", 0), "batch", "half", "area")
                        .node("Expand", "wide", "mean", "target")
                        .conv("head", "wide", 2)
                        .to("head"))
                .protects("a", "has its number computed for 'wide' (Expand) in a way that does not follow a cut");
    }

    @Test
    void channels_whose_number_another_map_gives_go_with_those_of_that_map() {
        assertThatRule(new ExpandChannels())
                .on(sizes().conv("b", IMAGE, 4)
                        .node("Shape", "others", "b")
                        .node("Expand", "wide", "mean", "others")
                        .conv("c", "wide", 2)
                        .conv("d", "b", 2)
                        .node("Add", "head", "c", "d")
                        .to("head"))
                .frees("a", 4)
                .without(3)
                .cuts("a", 1, 3)
                .cuts("b", 1, 3)
                .cuts("wide", 1, 3)
                .keeps("wide", 1);
    }

    @Test
    void channels_stay_whose_number_is_an_output() {
        Graph graph = sizes().graph("sizes");
        Shapes shapes = Shapes.infer(graph, Map.of(IMAGE, Shape.of(1, 3, 8, 8)));

        assertThat(ChannelAnalysis.of(graph, shapes).groups())
                .extracting(ChannelGroup::reason)
                .containsExactly(Optional.of("is counted by output 'sizes'"));
    }

    @Test
    void channels_of_two_maps_whose_number_is_written_once_go_together() {
        assertThatRule(new ExpandChannels())
                .on(written()
                        .conv("b", IMAGE, 4)
                        .node("GlobalAveragePool", "other", "b")
                        .node("Expand", "broad", "other", "target")
                        .conv("c", "wide", 2)
                        .conv("d", "broad", 2)
                        .node("Add", "head", "c", "d")
                        .to("head"))
                .frees("a", 4)
                .without(3)
                .cuts("wide", 1, 3)
                .cuts("broad", 1, 3)
                .reads("target", 1, 3L);
    }
}
