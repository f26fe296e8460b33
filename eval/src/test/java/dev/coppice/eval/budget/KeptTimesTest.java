package dev.coppice.eval.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.eval.latency.profile.LatencyModel;
import dev.coppice.eval.latency.profile.LatencyProfile;
import dev.coppice.eval.latency.profile.MeasuredProfile;
import dev.coppice.eval.latency.profile.MicroNetwork;
import dev.coppice.eval.latency.profile.ProfileFile;
import dev.coppice.eval.latency.profile.ProfiledMachine;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times that were measured on one machine are those that all others plan a sweep with. */
class KeptTimesTest {
    private static final Network NETWORK = TinyStreets.network("road", "sky");
    private static final ProfiledMachine MACHINE = new ProfiledMachine("Elsewhere 9000", "Runtime 1", 1);

    @TempDir
    private Path folder;

    @Test
    void another_machine_takes_kept_times_and_refuses_those_that_are_not_kept() {
        MicroNetwork whole = LatencyModel.whole(NETWORK);
        Map<String, LatencyProfile.Row> rows = new HashMap<>();
        rows.put(whole.key(), new LatencyProfile.Row(whole.what(), Optional.of(7.0), 1));
        rows.put("unasked", new LatencyProfile.Row("a part of another network", Optional.of(1.0), 1));
        Path profile = folder.resolve("profile.json");
        ProfileFile.write(profile, new LatencyProfile(MACHINE, rows));
        MeasuredProfile measured = MeasuredProfile.in(profile, MACHINE, Progress.SILENT, new Cancellation());
        measured.require(List.of(whole));
        KeptFigures kept = new KeptFigures(Optional.of(folder.resolve("kept")));

        new LatencySource(MACHINE, measured, Optional.of(measured)).keep(kept);
        LatencySource shared = LatencySource.shared(1, kept, Progress.SILENT, new Cancellation());

        assertThat(shared.machine()).isEqualTo(MACHINE);
        assertThat(shared.clock(NETWORK).orElseThrow().cost(NETWORK)).isEqualTo(7.0);
        assertThat(ProfileFile.read(folder.resolve("kept/latency-1.json")).rows())
                .containsOnlyKeys(whole.key());
        Network other = TinyStreets.network("road", "sky", "tree");
        assertThatThrownBy(() -> shared.clock(NETWORK).orElseThrow().cost(other))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("The profile of Elsewhere 9000, Runtime 1, one thread has 1 rows and lacks 1");
        assertThat(LatencySource.shared(2, kept, Progress.SILENT, new Cancellation())
                        .machine()
                        .isHere())
                .as("for other threads this machine")
                .isTrue();
    }
}
