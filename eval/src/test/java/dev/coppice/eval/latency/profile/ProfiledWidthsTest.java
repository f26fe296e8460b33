package dev.coppice.eval.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.plan.WidthStaircase;
import dev.coppice.models.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ProfiledWidthsTest {
    private static final ProfiledMachine BOARD = new ProfiledMachine("a board", "ONNX Runtime 1.2", 4);

    /** A profile of chains of 4, 8, … 64 channels alone. */
    private static LatencyProfile profile(IntToDoubleFunction times) {
        Map<String, LatencyProfile.Row> rows = new TreeMap<>();
        List<MicroNetwork> chains = ProfiledWidths.rows();
        for (int i = 0; i < chains.size(); i++) {
            double time = times.applyAsDouble(4 * (i + 1));
            rows.put(chains.get(i).key(), LatencyProfile.Row.quiet(chains.get(i).what(), Optional.of(time)));
        }
        return new LatencyProfile(BOARD, rows);
    }

    @Test
    void a_machine_with_blocks_of_eight_has_its_own_staircase() {
        LatencyProfile eights = profile(channels -> Math.ceil(channels / 8.0));

        assertThat(ProfiledWidths.of(BOARD, eights))
                .isEqualTo(new WidthStaircase(
                        List.of(8, 16, 24, 32, 40, 48, 56, 64), 8, "a board, ONNX Runtime 1.2, 4 threads"));
    }

    @Test
    void times_without_steps_give_blocks_of_sixteen_and_a_note() {
        assertThat(ProfiledWidths.of(BOARD, profile(channels -> 1)).note())
                .contains(
                        "channel counts are on the edges of the staircase of an assumed machine, as the profile of a board,"
                                + " ONNX Runtime 1.2, 4 threads shows no even steps (edges at [64] channels): 4, 8, 12, 16 and on in"
                                + " blocks of 16");
    }

    @Test
    void a_profile_without_chains_is_refused_with_the_rows() {
        LatencyProfile none =
                new LatencyProfile(BOARD, Map.of("a", LatencyProfile.Row.quiet("another row", Optional.of(1.0))));

        assertThatThrownBy(() -> ProfiledWidths.of(BOARD, none))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("lacks 16 of the 16 that are needed: ")
                .hasMessageContaining("(4 convolutions of 4 channels)");
    }
}
