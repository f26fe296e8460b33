package dev.coppice.eval.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.eval.latency.profile.LatencyProfile;
import dev.coppice.eval.latency.profile.MicroNetwork;
import dev.coppice.eval.latency.profile.ProfileFile;
import dev.coppice.eval.latency.profile.ProfiledMachine;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.zoo.Zoo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencySourceTest {
    private static final ProfiledMachine BOARD = new ProfiledMachine("a board", "ONNX Runtime 1.2", 4);

    @TempDir
    Path folder;

    private LatencySource read(ProfiledMachine machine, Map<String, LatencyProfile.Row> rows) {
        Path file = folder.resolve("profile.json");
        ProfileFile.write(file, new LatencyProfile(machine, rows));
        return LatencySource.read(file, Progress.SILENT, new Cancellation());
    }

    /** The rows of a board on which everything takes a millisecond. */
    private static Map<String, LatencyProfile.Row> rows(List<MicroNetwork> networks, double slowed) {
        Map<String, LatencyProfile.Row> rows = new TreeMap<>();
        networks.forEach(row -> rows.put(row.key(), new LatencyProfile.Row(row.what(), Optional.of(1.0), slowed)));
        return rows;
    }

    @Test
    void a_profile_of_this_processor_and_another_runtime_is_refused() {
        ProfiledMachine here = ProfiledMachine.here(1);
        ProfiledMachine old = new ProfiledMachine(here.processor(), "ONNX Runtime 0.1", 1);

        assertThatThrownBy(() -> read(old, Map.of("a", row())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Profile '" + folder.resolve("profile.json")
                        + "' was taken with ONNX Runtime 0.1 on this processor, which now runs " + here.runtime()
                        + ". Make it anew.");
    }

    private static LatencyProfile.Row row() {
        return new LatencyProfile.Row("a row", Optional.of(1.0), 1);
    }

    @Test
    void a_profile_of_another_machine_predicts_and_measures_nothing() {
        Network street = Zoo.street();

        LatencySource board = read(BOARD, rows(LatencySource.rows(street, List.of()), 1));

        assertThat(board.model(street, List.of()).milliseconds(street)).isPositive();
        assertThat(board.widths().machine()).contains("a board");
        assertThat(board.clock(street)).isEmpty();
        assertThat(board.conditions())
                .isEqualTo("predicted for a board, ONNX Runtime 1.2, 4 threads; not measured here");
    }

    @Test
    void a_profile_of_this_machine_measures_whole_networks() {
        assertThat(read(ProfiledMachine.here(1), Map.of("a", row())).clock(Zoo.street()))
                .isPresent();
        assertThat(read(ProfiledMachine.here(1), Map.of("a", row())).conditions())
                .isEqualTo("on " + ProfiledMachine.here(1));
    }

    @Test
    void a_profile_without_the_rows_of_a_network_is_refused_with_the_rows() {
        LatencySource board = read(BOARD, Map.of("a", row()));

        assertThatThrownBy(() -> board.model(Zoo.street(), List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("The profile of a board, ONNX Runtime 1.2, 4 threads has 1 rows and lacks ")
                .hasMessageContaining(" (Conv+BatchNormalization+Relu of 1×");
    }

    @Test
    void a_disturbed_profile_says_so_beside_what_is_predicted_from_it() {
        LatencySource board =
                read(BOARD, rows(LatencySource.rows(Zoo.street(), List.of()).subList(0, 20), 1.4));

        assertThat(board.conditions())
                .startsWith("predicted for a board, ONNX Runtime 1.2, 4 threads; not measured here. Another process"
                        + " disturbed the latency profile of a board, ONNX Runtime 1.2, 4 threads: while 20 of its 20 rows"
                        + " were timed, a reference took up to 40 % longer than at its best.");
    }
}
