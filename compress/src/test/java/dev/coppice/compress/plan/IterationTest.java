package dev.coppice.compress.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;

class IterationTest {
    private static final Network NETWORK = new Network(
            Zoo.unet(List.of(4, 8), Shape.of(1, 3, 16, 16), 2, 1),
            NetworkCard.unknown("tiny", "input", Shape.of(1, 3, 16, 16), "logits"));

    /** The error of double arithmetic. */
    private static final double ROUNDING = 1e-9;

    @Test
    void every_step_removes_the_same_share_of_what_the_one_before_left() {
        double first = new Iteration(NETWORK, 3).towards(64, 8);
        double second = new Iteration(NETWORK, 2).towards(first, 8);

        assertThat(first).isCloseTo(32, within(ROUNDING));
        assertThat(second).isCloseTo(16, within(ROUNDING));
        assertThat(Iteration.only(NETWORK).towards(second, 8)).isCloseTo(8, within(ROUNDING));
    }

    @Test
    void a_goal_that_is_reached_stays_the_goal() {
        assertThat(new Iteration(NETWORK, 3).towards(6, 8)).isEqualTo(8);
    }

    @Test
    void a_stage_after_the_last_is_refused() {
        assertThatThrownBy(() -> new Iteration(NETWORK, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The number of plans to come is 0, expected at least 1: this one.");
    }
}
