package dev.coppice.compress.grid.rule;

import static dev.coppice.compress.grid.rule.GridRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PadGridTest {
    @Test
    void a_fixed_number_of_samples_keeps_the_grid() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .integers("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                .node("Pad", "padded", "a", "pads")
                .conv("y", "padded", 4, 3, Attributes.NONE)
                .to("y");

        assertThatRule(new PadGrid())
                .on(network)
                .at("1/2", new Region.All())
                .declines("padded", "it pads height or width by a fixed number of samples; it keeps its grid")
                .plans(new PlanStep.InsertResample(
                        "a", List.of("padded"), new Resample(Resampling.AREA, Grid.FULL), "a/grid_1_1"))
                .puts("padded", 34, 34);
    }

    @Test
    void channels_are_padded_on_any_grid() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .integers("pads", 0, 0, 0, 0, 0, 4, 0, 0)
                .node("Pad", "padded", "a", "pads")
                .conv("y", "padded", 4)
                .to("y");

        assertThatRule(new PadGrid()).on(network).at("1/2", new Region.All()).puts("padded", 16, 16);
    }

    /** A decoder that makes its map as large as the encoder's, by the difference of their sizes: 0 of 32, 1 of 33. */
    @ParameterizedTest
    @ValueSource(ints = {32, 33})
    void amounts_that_follow_from_sizes_follow_the_grid(int side) {
        Network network = Networks.random(side, side)
                .conv("a", IMAGE, 4)
                .pool("p", "a")
                .conv("b", "p", 4)
                .transposed("up", "b", 4, 2)
                .node("Shape", "wanted", Attributes.NONE.with("start", 2), "a")
                .node("Shape", "there", Attributes.NONE.with("start", 2), "up")
                .node("Sub", "missing", "wanted", "there")
                .integers("before", 0, 0, 0, 0, 0, 0)
                .node("Concat", "pads", Attributes.NONE.with("axis", 0), "before", "missing")
                .node("Pad", "padded", "up", "pads")
                .concat("both", "a", "padded")
                .conv("y", "both", 4)
                .to("y");
        assertThat(network.shapes(1).of("padded")).isEqualTo(Shape.of(1, 4, side, side));

        int half = (side + 1) / 2;
        assertThatRule(new PadGrid())
                .on(network)
                .at("1/2", new Region.All())
                .declines("b", "reads 1/2 (" + half + "×" + half + "), within the limit of 1/2")
                .puts("padded", half, half)
                .puts("both", half, half)
                .puts("y", side, side);
    }
}
