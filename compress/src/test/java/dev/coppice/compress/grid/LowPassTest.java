package dev.coppice.compress.grid;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.plan.Decision;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import org.junit.jupiter.api.Test;

class LowPassTest {
    /** The way of a site where a truncation by area goes down: it takes means there, and interpolates only on the way back. */
    private static final LowPass.Way DOWN = new LowPass.Way(Resampling.AREA, Resampling.DCT);

    private static final LowPass.Way UP = new LowPass.Way(Resampling.DCT, Resampling.AREA);

    private static final Grid HALF = new Grid(1, 2);

    @Test
    void stands_where_a_truncation_resamples_and_at_the_output() {
        Network network = Networks.unet(32, 48);
        GridTruncation half = new GridTruncation(HALF, new Region.Decoder(), Resampling.AREA);

        LowPass lowPass = LowPass.of(network, half);

        assertThat(lowPass.sites())
                .containsExactlyInAnyOrder(
                        new LowPass.Site("e0", List.of("c0"), HALF, DOWN),
                        new LowPass.Site("u0", List.of("c0"), HALF, DOWN),
                        new LowPass.Site("y", List.of(), HALF, UP));
    }

    @Test
    void changes_no_node_of_the_network() {
        Network network = Networks.unet(32, 48);
        LowPass lowPass = LowPass.of(network, new GridTruncation(new Grid(1, 4), new Region.All(), Resampling.DCT));

        Network passed = lowPass.applied(network);

        assertThat(passed.graph().nodes().stream().map(n -> n.op() + n.attributes()))
                .containsAll(network.graph().nodes().stream()
                        .map(n -> n.op() + n.attributes())
                        .toList());
        assertThat(passed.graph().constants()).isEqualTo(network.graph().constants());
        assertThat(passed.shapes(1).of("y")).isEqualTo(network.shapes(1).of("y"));
        assertThat(Cost.of(passed).macs()).isGreaterThan(Cost.of(network).macs());
    }

    @Test
    void a_grid_no_coarser_than_the_map_leaves_the_network_as_it_is() {
        Network network = Networks.unet(32, 48);

        assertThat(LowPass.at(network, "e1", HALF, Resampling.DCT).applied(network))
                .isSameAs(network);
        assertThat(LowPass.at(network, "y", Grid.FULL, Resampling.DFT).applied(network))
                .isSameAs(network);
        assertThat(LowPass.at(network, "e1", HALF, Resampling.DCT).plan(network).decisions())
                .containsExactly(Decision.declined(LowPass.PASS, "e1", "lies on 1/2 (16×24), within 1/2"));
    }

    @Test
    void a_map_whose_size_was_rounded_down_comes_back_to_that_size() {
        // 22 rows of 45: no ⌈45/2⌉
        Network network = Networks.random(45, 48)
                .conv("e0", IMAGE, 4)
                .pool("p0", "e0")
                .conv("y", "p0", 4)
                .to("y");

        Network passed =
                LowPass.at(network, "p0", new Grid(1, 4), Resampling.AREA).applied(network);

        assertThat(passed.shapes(1).of("p0/low-pass")).hasToString("1×4×12×12");
        assertThat(passed.shapes(1).of("p0/low-pass/full"))
                .isEqualTo(network.shapes(1).of("p0"));
    }

    @Test
    void an_axis_that_lies_within_is_kept() {
        Network network = Networks.unet(32, 48);

        Network passed =
                LowPass.at(network, "e1", new Grid(1, 4, 1, 1), Resampling.DCT).applied(network);

        assertThat(passed.shapes(1).of("e1/low-pass")).hasToString("1×4×8×24");
    }

    @Test
    void names_the_nearest_tensors_where_one_is_unknown() {
        Network network = Networks.unet(32, 48);

        assertThatThrownBy(() -> LowPass.at(network, "e9", HALF, Resampling.AREA))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("computes no tensor 'e9'")
                .hasMessageContaining("e0");
    }
}
