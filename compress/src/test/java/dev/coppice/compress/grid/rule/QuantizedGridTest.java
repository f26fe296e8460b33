package dev.coppice.compress.grid.rule;

import static dev.coppice.compress.grid.rule.GridRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.Decision;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import org.junit.jupiter.api.Test;

class QuantizedGridTest {
    /** A map 'a' that is quantised to 'whole'. */
    private static NetworkBuilder quantised(Tensor scale) {
        return Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .constant("scale", scale)
                .node("QuantizeLinear", "whole", "a", "scale");
    }

    private static void assertFollows(Tensor scale) {
        Network network = quantised(scale)
                .node("DequantizeLinear", "real", "whole", "scale")
                .conv("y", "real", 4)
                .to("y");

        assertThatRule(new QuantizedGrid())
                .on(network)
                .at("1/2", new Region.All())
                .puts("whole", 16, 16)
                .puts("real", 16, 16)
                .puts("y", 32, 32);
    }

    @Test
    void what_is_rounded_follows_a_coarser_grid() {
        assertFollows(Tensor.scalar(0.5f));
        assertFollows(Tensor.floats(Shape.of(4), 0.5f, 1, 2, 4));
    }

    @Test
    void a_scale_for_each_row_keeps_the_grid() {
        Attributes rows = Attributes.NONE.with("axis", 2);
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .constant("scale", NetworkBuilder.counting(32))
                .node("QuantizeLinear", "whole", rows, "a", "scale")
                .node("DequantizeLinear", "real", rows, "whole", "scale")
                .conv("y", "real", 4)
                .to("y");

        assertThatRule(new QuantizedGrid())
                .on(network)
                .at("1/2", new Region.All())
                .declines("whole", "it has a scale for each position; it keeps its grid")
                .puts("whole", 32, 32);
    }

    @Test
    void whole_numbers_that_an_output_gives_are_not_resampled() {
        Network network = quantised(Tensor.scalar(0.5f)).to("whole");

        GridTruncation half = new GridTruncation(new Grid(1, 2), new Region.All(), Resampling.AREA);

        assertThat(half.plan(network).decisions())
                .contains(Decision.declined(
                        "truncation", "whole", "it gives whole numbers, which cannot be resampled; it keeps its grid"));
    }
}
