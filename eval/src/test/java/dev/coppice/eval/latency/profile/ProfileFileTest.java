package dev.coppice.eval.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFileTest {
    private static final ProfiledMachine MACHINE = new ProfiledMachine("a board", "ONNX Runtime 1.2", 4);
    private static final String HEAD = "{\"format\": \"coppice latency profile 2\", \"processor\": \"a board\","
            + " \"runtime\": \"ONNX Runtime 1.2\", \"threads\": 4, \"rows\": ";

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("profile.json"), content);
    }

    @Test
    void what_was_written_is_read() {
        LatencyProfile profile = new LatencyProfile(
                MACHINE,
                Map.of(
                        "a", LatencyProfile.Row.quiet("quick", Optional.of(1.0 / 3)),
                        "b", LatencyProfile.Row.quiet("refused", Optional.empty()),
                        "c", new LatencyProfile.Row("disturbed", Optional.of(7.0), 1.25)));
        Path file = folder.resolve("profile.json");

        ProfileFile.write(file, profile);

        assertThat(ProfileFile.read(file)).isEqualTo(profile);
        assertThat(ProfileFile.read(file).disturbance().orElseThrow())
                .contains("while 1 of its 3 rows were timed, a reference took up to 25 % longer");
    }

    @Test
    void all_rows_that_are_no_times_are_named_at_once() throws IOException {
        Path file = file(HEAD
                + "{\"a\": {\"what\": \"w\", \"milliseconds\": -1}, \"b\": {\"milliseconds\": 0},"
                + " \"c\": {\"milliseconds\": \"3\"}, \"d\": {\"what\": \"w\"}, \"e\": 5,"
                + " \"f\": {\"milliseconds\": 1, \"slowed\": 0.5}, \"good\": {\"what\": \"w\", \"milliseconds\": 1}}}");

        assertThatThrownBy(() -> ProfileFile.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Profile '" + file + "' cannot be used:"
                        + said("a", "-1") + said("b", "0") + said("c", "\"3\"") + said("d", "no") + said("e", "no")
                        + "\n  - row 'f' was slowed by 0.5, expected a number of at least 1, or none.");
    }

    private static String said(String key, String time) {
        return "\n  - row '" + key + "' takes " + time
                + " milliseconds, expected a number above 0, or null where the runtime refuses it.";
    }

    @Test
    void a_head_that_says_too_little_is_named() throws IOException {
        Path file = file("{\"format\": \"coppice latency profile 2\", \"processor\": \" \", \"threads\": \"2\"}");

        assertThatThrownBy(() -> ProfileFile.read(file))
                .hasMessage("Profile '" + file + "' cannot be used:\n  - 'processor' is missing."
                        + "\n  - 'runtime' is missing.\n  - 'threads' is \"2\", expected a number of at least 1.");
    }

    @Test
    void a_profile_without_rows_is_none() throws IOException {
        Path file = file(HEAD + "{}}");

        assertThatThrownBy(() -> ProfileFile.read(file))
                .hasMessage("Profile '" + file + "' cannot be used: it has no rows.");
    }

    @Test
    void a_key_that_is_there_twice_is_named() throws IOException {
        Path file = file(HEAD + "{\"a\": {\"milliseconds\": 1}, \"a\": {\"milliseconds\": 2}}}");

        assertThatThrownBy(() -> ProfileFile.read(file))
                .hasMessageStartingWith(
                        "Profile '" + file + "' is torn, edited to nonsense or no JSON: Duplicate field 'a'");
    }

    @Test
    void torn_and_doubled_files_are_said_to_be() throws IOException {
        for (String content : List.of(HEAD + "{\"a\": {\"mill", HEAD + "{}} {}")) {
            Path file = file(content);
            assertThatThrownBy(() -> ProfileFile.read(file))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("Profile '" + file + "' is torn, edited to nonsense or no JSON: ")
                    .hasMessageEndingWith("Make it anew.");
        }
    }

    @Test
    void other_files_are_no_profiles() throws IOException {
        Path file = file("{\"macs\": 1}");

        assertThatThrownBy(() -> ProfileFile.read(file))
                .hasMessage("'" + file
                        + "' is no profile: its format is '', expected 'coppice latency profile 2'. Make it anew.");
        assertThatThrownBy(() -> ProfileFile.read(folder.resolve("none.json")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Profile '" + folder.resolve("none.json") + "' cannot be read: ");
    }

    @Test
    void a_network_whose_rows_it_lacks_is_refused_with_the_rows() {
        List<MicroNetwork> rows = ProfiledWidths.rows();
        LatencyProfile profile =
                new LatencyProfile(MACHINE, Map.of(rows.get(0).key(), LatencyProfile.Row.quiet("w", Optional.of(1.0))));

        assertThatThrownBy(() -> profile.require(rows.subList(0, 8)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "The profile of a board, ONNX Runtime 1.2, 4 threads has 1 rows and lacks 7 of the 8 that are"
                                + " needed: " + named(rows, 1) + "; " + named(rows, 2) + "; " + named(rows, 3) + "; "
                                + named(rows, 4) + "; " + named(rows, 5)
                                + "; and 2 more. Make a profile of this network on that machine, at the same size.");
    }

    private static String named(List<MicroNetwork> rows, int index) {
        return rows.get(index).key() + " (4 convolutions of " + 4 * (index + 1) + " channels)";
    }
}
