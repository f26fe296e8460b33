package dev.coppice.compress.grid;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import org.junit.jupiter.api.Test;

/** What a truncation says that changes nothing. */
class NothingToDoTest {

    private static void assertSays(Network network, String region, String reason) {
        CompressionPlan plan =
                new GridTruncation(Grid.parse("1/2"), Region.parse(region), Resampling.AREA).plan(network);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.decisions().get(0)).isEqualTo(Decision.declined("truncation", "region " + region, reason));
    }

    /** A convolution without padding, which keeps its grid. */
    private static NetworkBuilder cropping(NetworkBuilder network, String name, String input) {
        return network.conv(name, input, 4, 3, Attributes.NONE.with("pads", 0, 0, 0, 0));
    }

    @Test
    void maps_within_the_limit_and_a_finer_one_outside() {
        assertSays(
                Networks.random(32, 32)
                        .conv("a", IMAGE, 4)
                        .pool("p", "a")
                        .conv("b", "p", 4)
                        .pool("q", "b")
                        .conv("y", "q", 4, 1)
                        .to("y"),
                "p",
                "no contraction inside can be made cheaper by a limit of 1/2: the finest map that one gives is that of 'b'"
                        + " on 1/2, so ask for less than that; 'a', which the region does not reach, gives 1/1, so ask for"
                        + " region all");
    }

    @Test
    void maps_within_the_limit_and_none_finer() {
        assertSays(
                Networks.random(32, 32)
                        .pool("p", IMAGE)
                        .conv("a", "p", 4)
                        .conv("y", "a", 4, 1)
                        .to("y"),
                "a",
                "no contraction inside can be made cheaper by a limit of 1/2: the finest map that one gives is that of 'y'"
                        + " on 1/2, so ask for less than that");
    }

    @Test
    void no_contraction() {
        assertSays(
                Networks.random(32, 32)
                        .conv("a", IMAGE, 4)
                        .node("Relu", "y", "a")
                        .to("y"),
                "a",
                "no contraction stands inside; 'a', which the region does not reach, gives 1/1, so ask for region all");
    }

    @Test
    void contractions_that_keep_their_grids() {
        assertSays(
                cropping(Networks.random(32, 32), "y", IMAGE).to("y"),
                "all",
                "no contraction inside can be made cheaper by a limit of 1/2; 'y' keeps its grid, since its pads [0, 0] and"
                        + " [0, 0] change the map's extent");
        assertSays(
                cropping(cropping(Networks.random(32, 32), "a", IMAGE), "y", "a")
                        .to("y"),
                "all",
                "no contraction inside can be made cheaper by a limit of 1/2; 'a' keeps its grid, since its pads [0, 0] and"
                        + " [0, 0] change the map's extent, and so do 1 more");
    }
}
