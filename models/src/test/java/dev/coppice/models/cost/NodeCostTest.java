package dev.coppice.models.cost;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Costs of nodes on a picture of 3×8×8. */
class NodeCostTest {
    @Test
    void nodes_cost_together_what_the_network_costs_and_shared_weights_count_once() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 3)
                .node("Conv", "b", NetworkBuilder.window(3, 1, 1), "a", "a.weight")
                .pool("p", "b")
                .transposed("y", "p", 2, 2)
                .to("y");

        List<NodeCost> nodes = NodeCost.of(network.graph(), network.shapes(1));

        Cost cost = Cost.of(network);
        assertThat(nodes).extracting(NodeCost::macs).containsExactly(81 * 64L, 81 * 64L, 0L, 3 * 16 * 8L);
        assertThat(nodes).extracting(NodeCost::parameters).containsExactly(81L, 0L, 0L, 24L);
        assertThat(nodes.stream().mapToLong(NodeCost::macs).sum()).isEqualTo(cost.macs());
        assertThat(nodes.stream().mapToLong(NodeCost::parameters).sum()).isEqualTo(cost.parameters());
    }

    @ParameterizedTest
    @CsvSource({
        // every sample of the input once
        "area, 1/2, 192",
        // two taps per axis for each of 48 outputs
        "bilinear, 1/2, 192",
        // a row of 8 to 4 and then a column
        "dct, 1/2, 1152",
        "dct, 1/1x1/2, 768",
        "dct, 1/2x1/1, 768",
        "dct, 1/1, 0",
        "area, 3/4, 2016"
    })
    void a_resampling_costs_what_its_cheapest_form_does(String kind, String grid, long macs) {
        Resample resample = new Resample(Resampling.parse(kind), Grid.parse(grid));
        Network network = NetworkBuilder.small().node(resample.node(IMAGE, "y")).to("y");

        assertThat(Cost.macs(network.graph().node("y"), network.shapes(1))).isEqualTo(macs);
    }
}
