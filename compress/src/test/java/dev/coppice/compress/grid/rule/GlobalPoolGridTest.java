package dev.coppice.compress.grid.rule;

import static dev.coppice.compress.grid.rule.GridRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.compress.grid.Region;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class GlobalPoolGridTest {

    @Test
    void a_mean_of_the_whole_map_takes_any_grid() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .node("GlobalAveragePool", "mean", "a")
                .node("Mul", "weighted", "a", "mean")
                .conv("y", "weighted", 4, 1)
                .to("y");

        assertThatRule(new GlobalPoolGrid())
                .on(network)
                .at("1/2", new Region.All())
                .puts("a", 16, 16)
                .puts("mean", 1, 1)
                .puts("weighted", 16, 16);
    }
}
