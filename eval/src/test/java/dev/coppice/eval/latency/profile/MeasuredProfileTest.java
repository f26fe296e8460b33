package dev.coppice.eval.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredProfileTest {
    private static final ProfiledMachine MACHINE = new ProfiledMachine("a processor", "ONNX Runtime 1.2", 1);
    private static final List<MicroNetwork> ROWS = ProfiledWidths.rows();
    private static final int ROUNDS = (ROWS.size() + MeasuredProfile.BLOCK - 1) / MeasuredProfile.BLOCK;

    @TempDir
    Path folder;

    private final FakeClock clock = new FakeClock();
    private final Cancellation cancellation = new Cancellation();
    private final Recorded progress = new Recorded();

    private MeasuredProfile open() {
        return open(MACHINE);
    }

    private MeasuredProfile open(ProfiledMachine machine) {
        return new MeasuredProfile(
                MeasuredProfile.file(folder.resolve("cache"), machine), machine, clock.timer(), progress, cancellation);
    }

    /** The number of timed networks, references included. */
    private int timed() {
        return clock.looks() / FakeClock.LOOKS;
    }

    @Test
    void times_what_it_lacks_and_a_second_time_nothing() {
        clock.runsTake(2.5);

        MeasuredProfile first = open();
        first.require(ROWS.subList(0, 3));

        assertThat(timed()).as("three and a reference before and after").isEqualTo(5);
        assertThat(first.milliseconds(ROWS.get(1))).isEqualTo(2.5);
        assertThat(progress.updates)
                .containsExactly(
                        "Timing micro-networks 1/3 ", "Timing micro-networks 2/3 ", "Timing micro-networks 3/3 ");

        MeasuredProfile second = open();
        second.require(ROWS.subList(0, 3));
        assertThat(timed()).isEqualTo(5);
        assertThat(second.profile()).isEqualTo(first.profile());
        assertThat(second.disturbance()).isEmpty();

        second.require(ROWS.subList(0, 4));
        assertThat(timed()).as("one more and its references").isEqualTo(8);
    }

    @Test
    void what_two_searches_time_at_a_time_is_kept_of_both_with_the_quicker_reference() {
        clock.runsTake(3);
        MeasuredProfile first = open();
        MeasuredProfile second = open();
        first.require(ROWS.subList(0, 2));
        clock.runsTake(2);
        second.require(ROWS.subList(2, 4));
        clock.runsTake(2.5);
        first.require(ROWS.subList(4, 5));

        LatencyProfile kept = open().profile();
        assertThat(ROWS.subList(0, 5)).extracting(kept::milliseconds).containsExactly(3.0, 3.0, 2.0, 2.0, 2.5);
        assertThat(kept.milliseconds(MicroGraph.reference())).isEqualTo(2);
    }

    @Test
    void a_row_that_is_asked_for_twice_is_timed_once() {
        open().require(List.of(ROWS.get(0), ROWS.get(0)));

        assertThat(timed()).isEqualTo(3);
    }

    @Test
    void every_machine_has_its_own_file() {
        open().require(ROWS.subList(0, 1));

        for (ProfiledMachine other : List.of(
                new ProfiledMachine("a processor", "ONNX Runtime 1.3", 1),
                new ProfiledMachine("another processor", "ONNX Runtime 1.2", 1),
                new ProfiledMachine("a processor", "ONNX Runtime 1.2", 2))) {
            assertThat(open(other).profile().rows()).isEmpty();
            assertThat(open(other).file()).isNotEqualTo(open().file());
        }
    }

    @Test
    void what_was_timed_before_an_interruption_is_kept() {
        clock.onLook(() -> {
            if (clock.looks() > (MeasuredProfile.BLOCK + 3) * FakeClock.LOOKS) {
                cancellation.request(); // in the second block
            }
        });
        List<MicroNetwork> many = new ArrayList<>(ROWS);
        many.addAll(LatencyModel.rows(ProfiledNetworks.of(Toy.USUAL.network(), List.of())));

        assertThatThrownBy(() -> open().require(many)).isInstanceOf(CancelledException.class);

        assertThat(open().profile().missing(many)).hasSize(many.size() - MeasuredProfile.BLOCK);
        assertThat(open().profile().missing(many.subList(0, MeasuredProfile.BLOCK)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"format\": \"coppice latency profile 2\", \"processor\": \"another\", \"runtime\": \"r\","
                        + " \"threads\": 1, \"rows\": {\"a\": {\"what\": \"w\", \"milliseconds\": 1}}}",
                "{\"format\": \"coppice latency profile 2\", \"processor\": \"a processor\","
                        + " \"runtime\": \"ONNX Runtime 1.2\", \"threads\": 1,"
                        + " \"rows\": {\"a\": {\"what\": \"w\", \"milliseconds\": -1}}}",
            })
    void a_file_that_is_torn_foreign_or_nonsense_is_made_anew(String content) throws IOException {
        MeasuredProfile profile = open();
        Files.createDirectories(folder.resolve("cache/profile.json"));
        Files.writeString(profile.file(), content);

        MeasuredProfile again = open();
        again.require(ROWS.subList(0, 1));

        assertThat(again.profile().rows()).hasSize(2);
        assertThat(timed()).isEqualTo(3);
        assertThat(ProfileFile.read(profile.file())).isEqualTo(again.profile());
    }

    @Test
    void a_folder_that_cannot_be_written_is_said_once_and_no_error() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");

        MeasuredProfile profile = open();
        profile.require(ROWS.subList(0, 2));
        profile.require(ROWS.subList(2, 3));

        assertThat(profile.profile().rows()).hasSize(4);
        assertThat(progress.messages)
                .singleElement()
                .asString()
                .startsWith("The latency profile cannot be kept in '" + profile.file() + "' and is timed again the next"
                        + " time: ");
    }

    @Test
    void a_busy_moment_is_waited_for_and_timed_again() {
        clock.onLook(() ->
                clock.runsTake(clock.looks() > FakeClock.LOOKS && clock.pauses().isEmpty() ? 1.3 : 1));

        MeasuredProfile profile = open();
        profile.require(ROWS.subList(0, 2));

        assertThat(clock.pauses()).containsExactly(1000L);
        assertThat(profile.milliseconds(ROWS.get(0))).isEqualTo(1);
        assertThat(profile.disturbance()).isEmpty();
        assertThat(progress.updates).contains("Timing micro-networks 0/2 again, the machine was busy");
    }

    @Test
    void a_machine_that_stays_busy_is_said_then_and_whenever_its_rows_are_used() {
        clock.onLook(() -> clock.runsTake(clock.looks() > FakeClock.LOOKS ? 1.3 : 1));

        MeasuredProfile profile = open();
        profile.require(ROWS.subList(0, 2));

        assertThat(clock.pauses()).containsExactly(1000L, 2000L, 3000L);
        Optional<String> said = Optional.of("Another process disturbed the latency profile of a processor, ONNX Runtime"
                + " 1.2, one thread: while 2 of its 2 rows were timed, a reference took up to 30 % longer than at its"
                + " best. Latencies predicted from it may be too high. The command profile times these rows again when"
                + " the machine is quiet.");
        assertThat(profile.disturbance()).isEqualTo(said);
        MeasuredProfile later = open();
        assertThat(later.disturbance()).as("nothing asked for yet").isEmpty();
        later.require(ROWS.subList(0, 2));
        assertThat(later.disturbance()).isEqualTo(said);
    }

    @Test
    void rows_of_a_busy_machine_stay_until_they_are_renewed_on_a_quiet_one() {
        clock.onLook(() -> clock.runsTake(clock.looks() > FakeClock.LOOKS ? 1.3 : 1));
        open().require(ROWS.subList(0, 2));
        clock.onLook(() -> clock.runsTake(1.5));
        assertThat(open().renew(ROWS)).isEqualTo(2);
        assertThat(open().profile().milliseconds(ROWS.get(0))).as("no quieter").isEqualTo(1.3);

        clock.onLook(() -> clock.runsTake(1));
        MeasuredProfile quiet = open();
        quiet.require(ROWS.subList(0, 2));
        assertThat(quiet.milliseconds(ROWS.get(0)))
                .as("plans go by what is known")
                .isEqualTo(1.3);
        assertThat(quiet.renew(ROWS)).isEqualTo(2);

        assertThat(quiet.disturbance()).isEmpty();
        assertThat(quiet.milliseconds(ROWS.get(0))).isEqualTo(1);
        assertThat(open().profile()).isEqualTo(quiet.profile());
        assertThat(open().renew(ROWS)).isZero();
    }

    @Test
    void a_network_is_timed_at_the_pace_of_the_one_that_it_is_compared_with() {
        MeasuredProfile profile = open();
        clock.runsTake(2);
        profile.require(ROWS.subList(0, 1));

        clock.runsTake(3); // half as slow again, whatever is run

        assertThat(profile.beside(ROWS.get(1), ROWS.get(0))).isCloseTo(2, within(1e-9));
        assertThat(open().beside(ROWS.get(1), ROWS.get(0))).as("kept").isCloseTo(2, within(1e-9));
        assertThat(profile.beside(ROWS.get(0), ROWS.get(0))).isEqualTo(2);
    }

    @Test
    void between_two_comparisons_the_other_network_is_timed_once() {
        MeasuredProfile profile = open();
        profile.require(ROWS.subList(0, 1));
        int before = clock.looks();
        profile.beside(ROWS.get(1), ROWS.get(0));
        int first = clock.looks();
        profile.beside(ROWS.get(2), ROWS.get(0));

        assertThat((first - before) / FakeClock.LOOKS).isEqualTo(3);
        assertThat((clock.looks() - first) / FakeClock.LOOKS).isEqualTo(2);
    }

    @Test
    void a_comparison_during_which_the_pace_changes_is_made_again() {
        MeasuredProfile profile = open();
        clock.runsTake(2);
        profile.require(ROWS.subList(0, 1));
        int before = clock.looks();
        // the other network is timed first: at its pace, then thrice as slow until somebody waits
        clock.onLook(() -> clock.runsTake(
                clock.looks() > before + FakeClock.LOOKS && clock.pauses().isEmpty() ? 6 : 2));

        assertThat(profile.beside(ROWS.get(1), ROWS.get(0))).isCloseTo(2, within(1e-9));
        assertThat(clock.pauses()).containsExactly(1000L);
        assertThat(profile.disturbance()).isEmpty();
    }

    @Test
    void a_comparison_on_a_busy_machine_is_marked_and_made_again_once_the_profile_is_renewed() {
        MicroNetwork cut = whole(ROWS.get(1));
        MeasuredProfile busy = open();
        clock.runsTake(2);
        busy.require(ROWS.subList(0, 1));
        // slower and slower
        clock.onLook(() -> clock.runsTake(clock.looks()));
        busy.beside(cut, ROWS.get(0));
        assertThat(busy.disturbance()).isPresent();

        clock.onLook(() -> clock.runsTake(2));
        assertThat(open().renew(ROWS.subList(0, 1))).isZero();

        MeasuredProfile quiet = open();
        assertThat(quiet.beside(cut, ROWS.get(0))).isCloseTo(2, within(1e-9));
        assertThat(quiet.disturbance()).isEmpty();
    }

    @Test
    void a_busy_second_between_whole_networks_does_not_hide() {
        List<MicroNetwork> whole = List.of(whole(ROWS.get(0)), whole(ROWS.get(1)), whole(ROWS.get(2)));
        clock.runsTake(1);
        int references = 2 * FakeClock.LOOKS;
        int each = references + 5 * FakeClock.LOOKS;
        // busy while the second of three is timed and its reference after that, until somebody waits
        clock.onLook(() -> clock.runsTake(
                clock.looks() > each + FakeClock.LOOKS
                                && clock.looks() <= 2 * each
                                && clock.pauses().isEmpty()
                        ? 4
                        : 1));

        MeasuredProfile profile = open();
        profile.require(whole);

        assertThat(whole).extracting(profile::milliseconds).containsExactly(1.0, 1.0, 1.0);
        assertThat(clock.pauses()).containsExactly(1000L);
    }

    private static MicroNetwork whole(MicroNetwork row) {
        return row.whole(row.graph());
    }

    @Test
    void a_reference_that_moves_by_less_than_fifteen_percent_is_quiet() {
        clock.onLook(() -> clock.runsTake(clock.looks() > FakeClock.LOOKS ? 1.14 : 1));

        MeasuredProfile profile = open();
        profile.require(ROWS);

        assertThat(clock.pauses()).isEmpty();
        assertThat(profile.disturbance()).isEmpty();
        assertThat(timed()).isEqualTo(ROWS.size() + 2 * ROUNDS);
    }

    @Test
    void what_the_runtime_refuses_has_a_row_without_a_time() {
        MicroNetwork refused = new MicroNetwork(
                "refused", "a network without an input", MicroGraphTest.unrunnable(), Optional.empty());

        MeasuredProfile profile = open();
        profile.require(List.of(refused));

        assertThat(profile.milliseconds(refused)).isNaN();
        assertThat(ProfileFile.read(profile.file()).rows())
                .containsEntry("refused", LatencyProfile.Row.quiet("a network without an input", Optional.empty()));
    }

    /** An observer that keeps every message. */
    private static final class Recorded implements Progress {
        private final List<String> updates = new ArrayList<>();
        private final List<String> messages = new ArrayList<>();

        @Override
        public void update(String task, long done, long total, String detail) {
            updates.add(task + " " + done + "/" + total + " " + detail);
        }

        @Override
        public void message(String line) {
            messages.add(line);
        }
    }
}
