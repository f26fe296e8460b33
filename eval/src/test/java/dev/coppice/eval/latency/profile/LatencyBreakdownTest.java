package dev.coppice.eval.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyBreakdownTest {
    private static final double RUN = 0.5;
    private static final double CONV = 3;

    /** Times of half a millisecond for every run, and three more for each convolution that is no stem or head. */
    private static final KnownTimes TABLE = network -> {
        List<Node> nodes = network.graph().nodes();
        return RUN + CONV * nodes.stream().filter(node -> node.is("Conv")).count();
    };

    @Test
    void times_by_operator_and_a_run_add_up_to_the_network() {
        Network network = TinyStreets.network("road", "sky");
        LatencyModel model = LatencyModel.of(ProfiledNetworks.of(network, List.of()), TABLE);

        Map<String, Double> times = model.breakdown(network);

        double all = times.values().stream().mapToDouble(ms -> ms).sum();
        assertThat(times.keySet()).containsExactly("Conv");
        assertThat(model.milliseconds(network)).isCloseTo(RUN + 2 * CONV, within(0.3));
        assertThat(model.milliseconds(network) - all).isBetween(0.0, 2 * RUN);
    }

    @Test
    void operators_between_contractions_are_named_all() {
        List<Node> nodes = List.of(
                Node.of("Add", "sum", Attributes.NONE, "a", "b"),
                Node.of("PRelu", "r", Attributes.NONE, "sum", "slope"),
                Node.of("Add", "y", Attributes.NONE, "r", "a"));

        assertThat(new Segment(nodes, List.of("a", "b"), List.of("y")).leading())
                .isEqualTo("Add + PRelu");
    }
}
