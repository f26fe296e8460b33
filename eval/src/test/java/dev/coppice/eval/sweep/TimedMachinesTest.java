package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.eval.output.HostName;
import dev.coppice.eval.report.Reports;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimedMachinesTest {
    private static final SweepPoint POINT =
            new SweepPoint(Optional.of(new PruningRatio(0.5)), Optional.empty(), Optional.empty(), "l1", 1);

    private static final SweepRow HERE = SweepRow.done(POINT, Fingerprint.word("a"), Reports.quartered(), Double.NaN);

    @Test
    void a_row_names_the_machine_that_it_was_timed_on_in_the_file_too(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("sweep.csv");
        Files.writeString(file, SweepFile.text(List.of(HERE), Metric.MEAN_IOU));

        assertThat(HERE.timedOn()).startsWith(HostName.here() + " (").contains(", ");
        assertThat(SweepFile.existing(file).rows().values())
                .extracting(SweepRow::timedOn)
                .containsExactly(HERE.timedOn());
        assertThat(SweepJson.tree(Metric.MEAN_IOU, List.of(HERE), Optional.empty())
                        .at("/points/0/timedOn")
                        .asText())
                .isEqualTo(HERE.timedOn());
        assertThat(TimedMachines.sentence(List.of(HERE, on(""), HERE)))
                .hasValue("Latencies are of " + HERE.timedOn() + ".");
    }

    @Test
    void several_machines_are_all_named_and_none_is_not_spoken_of() {
        assertThat(TimedMachines.sentence(List.of(on("one"), on("other"))))
                .hasValue(
                        "Latencies are of 2 machines, and do not compare between these: one; other. sweep.csv says which.");
        assertThat(TimedMachines.sentence(List.of(on("")))).isEmpty();
        assertThat(SweepRow.failed(POINT, Fingerprint.word("a"), "no").timedOn())
                .isEmpty();
    }

    private static SweepRow on(String machine) {
        return new SweepRow(HERE.point(), "", HERE.figures(), machine, HERE.fingerprint());
    }
}
