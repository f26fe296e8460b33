package dev.coppice.eval.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyModelTest {
    /** Rounding of normal equations whose entries differ by many orders of magnitude. */
    private static final Percentage ROUNDING = Percentage.withPercentage(0.01);

    private static final double RUN = 0.003;
    private static final LinearMachine MACHINE = new LinearMachine(RUN, Set.of());
    private static final Network NETWORK = Toy.USUAL.network();
    private static final GridTruncation HALF =
            new GridTruncation(Grid.parse("1/2"), new Region.Decoder(), Resampling.AREA);
    private static final ProfiledNetworks PROFILED = ProfiledNetworks.of(NETWORK, List.of(HALF));
    private static final LatencyModel MODEL = LatencyModel.of(PROFILED, MACHINE);

    @Test
    void recovers_the_times_of_a_machine_that_is_linear() {
        for (Network network : PROFILED.all()) {
            assertThat(MODEL.milliseconds(network)).isCloseTo(measured(network), ROUNDING);
        }
    }

    @ParameterizedTest
    @CsvSource({"32, 48", "16, 64", "12, 16", "4, 4", "8, 32", "64, 128"})
    void predicts_networks_of_other_widths(int first, int second) {
        Network other = new Toy(16, 24, first, second, 7).network();

        assertThat(MODEL.milliseconds(other)).isCloseTo(measured(other), ROUNDING);
    }

    @Test
    void predicts_other_widths_on_another_grid() {
        Network other = new Toy(16, 24, 16, 48, 7).network();
        Network truncated = PlanRewriter.rewrite(other, HALF.plan(other));

        assertThat(MODEL.milliseconds(truncated)).isCloseTo(measured(truncated), ROUNDING);
        assertThat(MODEL.milliseconds(truncated)).isLessThan(MODEL.milliseconds(other));
    }

    @Test
    void what_whole_networks_take_more_than_their_parts_is_a_factor() {
        Set<String> whole = new HashSet<>();
        PROFILED.whole()
                .forEach(network -> whole.add(LatencyModel.whole(network).key()));
        LatencyTable cold = new Scaled(MACHINE, whole, 1.5);

        LatencyModel model = LatencyModel.of(PROFILED, cold);

        assertThat(model.milliseconds(NETWORK)).isCloseTo(1.5 * measured(NETWORK), ROUNDING);
        Network other = new Toy(16, 24, 16, 48, 7).network();
        assertThat(model.milliseconds(other)).isCloseTo(1.5 * measured(other), ROUNDING);
    }

    @Test
    void a_grid_that_was_not_profiled_takes_what_its_operators_do_on_others() {
        Network larger = new Toy(32, 48, 32, 64, 1).network();

        assertThat(MODEL.milliseconds(larger)).isBetween(2 * measured(NETWORK), 8 * measured(NETWORK));
    }

    @Test
    void rows_are_named_once_and_whole_networks_last() {
        List<MicroNetwork> rows = LatencyModel.rows(PROFILED);

        assertThat(rows).extracting(MicroNetwork::key).doesNotHaveDuplicates();
        List<Boolean> whole = rows.stream().map(MicroNetwork::isWhole).toList();
        assertThat(whole.lastIndexOf(false)).isLessThan(whole.indexOf(true));
    }

    @Test
    void a_machine_that_refuses_all_parts_is_no_machine_to_plan_for() {
        Set<String> parts = new HashSet<>();
        LatencyModel.rows(PROFILED).forEach(row -> parts.add(row.key()));

        assertThatThrownBy(() -> LatencyModel.of(PROFILED, new LinearMachine(RUN, parts)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "The latency of network 'small' cannot be predicted: the runtime refuses every micro-network of"
                                + " it. Give a budget of MACs, parameters or bytes.");
    }

    @Test
    void the_same_rows_give_the_same_model() {
        LatencyModel again = LatencyModel.of(ProfiledNetworks.of(NETWORK, List.of(HALF)), MACHINE);

        assertThat(again.milliseconds(NETWORK)).isCloseTo(MODEL.milliseconds(NETWORK), within(0.0));
    }

    private static double measured(Network network) {
        return MACHINE.milliseconds(LatencyModel.whole(network));
    }

    /** A machine on which some networks take longer. */
    private record Scaled(LatencyTable table, Set<String> keys, double factor) implements KnownTimes {
        @Override
        public double milliseconds(MicroNetwork network) {
            return (keys.contains(network.key()) ? factor : 1) * table.milliseconds(network);
        }
    }
}
